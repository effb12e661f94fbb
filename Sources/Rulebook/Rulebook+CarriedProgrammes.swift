extension Rulebook {
  /// The programmes of this build: eight are norms of platforms and shops, the last four those that people know. None is in
  /// force anywhere before it is published, as any other programme is (programmes §11).
  private static let carriedProgrammes: [(name: String, source: @Sendable () -> [UInt8])] = [
    ("outlet-admission", { PackageResources.outlet_admission_yaml }),
    ("alibaba-mcn", { PackageResources.alibaba_mcn_yaml }),
    ("v-task", { PackageResources.v_task_yaml }),
    ("supplier-admission", { PackageResources.supplier_admission_yaml }),
    ("kuaishou-distribution", { PackageResources.kuaishou_distribution_yaml }),
    ("distribution", { PackageResources.distribution_yaml }),
    ("taobao-customer-service", { PackageResources.taobao_customer_service_yaml }),
    ("warehouse", { PackageResources.warehouse_yaml }),
    ("kuaishou-service-providers", { PackageResources.kuaishou_service_providers_yaml }),
    ("taobao-points", { PackageResources.taobao_points_yaml }),
    ("cn-driver-licence", { PackageResources.cn_driver_licence_yaml }),
    ("tiktok-shop", { PackageResources.tiktok_shop_yaml }),
  ]

  /// The names of the programmes this build carries.
  public static let carriedProgrammeNames = carriedProgrammes.map(\.name)

  /// The bytes of a file of either form that this build carries under a name; nil for any other name.
  public static func carriedFile(_ name: String) -> [UInt8]? { carriedSource(name) ?? carriedProgrammeSource(name) }

  /// The bytes of a programme that this build carries under a name; nil for any other name.
  public static func carriedProgrammeSource(_ name: String) -> [UInt8]? {
    carriedProgrammes.first { $0.name == name }?.source()
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
