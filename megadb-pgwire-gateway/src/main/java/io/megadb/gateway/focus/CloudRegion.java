package io.megadb.gateway.focus;

/** Where resources run: three regions of each provider. */
enum CloudRegion {
  US_EAST_1(CloudProvider.AWS, "us-east-1", "US East (N. Virginia)"),
  EU_WEST_1(CloudProvider.AWS, "eu-west-1", "Europe (Ireland)"),
  AP_NORTHEAST_2(CloudProvider.AWS, "ap-northeast-2", "Asia Pacific (Seoul)"),
  EASTUS(CloudProvider.MICROSOFT, "eastus", "East US"),
  WESTEUROPE(CloudProvider.MICROSOFT, "westeurope", "West Europe"),
  KOREACENTRAL(CloudProvider.MICROSOFT, "koreacentral", "Korea Central"),
  US_CENTRAL1(CloudProvider.GOOGLE_CLOUD, "us-central1", "Iowa"),
  EUROPE_WEST4(CloudProvider.GOOGLE_CLOUD, "europe-west4", "Netherlands"),
  ASIA_NORTHEAST3(CloudProvider.GOOGLE_CLOUD, "asia-northeast3", "Seoul");

  final CloudProvider provider;
  final String id;
  final String displayName;

  CloudRegion(CloudProvider provider, String id, String displayName) {
    this.provider = provider;
    this.id = id;
    this.displayName = displayName;
  }
}
