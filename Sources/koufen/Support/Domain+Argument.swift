public import ArgumentParser
public import LedgerDomain

extension ProviderStatus: ExpressibleByArgument {}

extension Role: ExpressibleByArgument {}
