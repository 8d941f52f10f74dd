package io.megadb.gateway.focus;

/** The three providers of the generated bill. */
enum CloudProvider {
  AWS("AWS", "aws", "AW", "Account"),
  MICROSOFT("Microsoft", "azure", "MS", "Subscription"),
  GOOGLE_CLOUD("Google Cloud", "gcp", "GC", "Project");

  final String displayName;
  final String code;
  final String invoiceCode;
  final String subAccountType;

  CloudProvider(String displayName, String code, String invoiceCode, String subAccountType) {
    this.displayName = displayName;
    this.code = code;
    this.invoiceCode = invoiceCode;
    this.subAccountType = subAccountType;
  }
}
