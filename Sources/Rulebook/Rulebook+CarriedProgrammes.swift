extension Rulebook {
  /// The names of the programmes this build carries.
  ///
  /// Eight are norms of platforms and shops, the last four those that people know. None is in force anywhere before it is
  /// published, as any other programme is (programmes §11).
  public static let carriedProgrammeNames = [
    "outlet-admission", "alibaba-mcn", "v-task", "supplier-admission", "kuaishou-distribution", "distribution",
    "taobao-customer-service", "warehouse", "kuaishou-service-providers", "taobao-points", "cn-driver-licence",
    "tiktok-shop",
  ]

  /// The bytes of a file of either form that this build carries under a name; nil for any other name.
  public static func carriedFile(_ name: String) -> [UInt8]? { carriedSource(name) ?? carriedProgrammeSource(name) }

  /// The bytes of a programme that this build carries under a name; nil for any other name.
  public static func carriedProgrammeSource(_ name: String) -> [UInt8]? {
    switch name {
    case "outlet-admission": PackageResources.outlet_admission_yaml
    case "alibaba-mcn": PackageResources.alibaba_mcn_yaml
    case "v-task": PackageResources.v_task_yaml
    case "supplier-admission": PackageResources.supplier_admission_yaml
    case "kuaishou-distribution": PackageResources.kuaishou_distribution_yaml
    case "distribution": PackageResources.distribution_yaml
    case "taobao-customer-service": PackageResources.taobao_customer_service_yaml
    case "warehouse": PackageResources.warehouse_yaml
    case "kuaishou-service-providers": PackageResources.kuaishou_service_providers_yaml
    case "taobao-points": PackageResources.taobao_points_yaml
    case "cn-driver-licence": PackageResources.cn_driver_licence_yaml
    case "tiktok-shop": PackageResources.tiktok_shop_yaml
    default: nil
    }
  }

  /// A small, commented programme to begin with (programmes §11).
  ///
  /// - Parameter name: what it is called; where that is no name of a programme, the text is none either.
  public static func programmeTemplate(named name: String) -> String {
    String(decoding: PackageResources.programme_template_yaml, as: UTF8.self).split(
      separator: "NAME", omittingEmptySubsequences: false
    ).joined(separator: name)
  }
}
