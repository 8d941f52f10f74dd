package io.megadb.gateway.focus;

/**
 * The eight services of the generated bill, the most used first. List prices are millionths of a US
 * dollar per unit for the smallest size.
 */
enum CloudService {
  VIRTUAL_MACHINES("Virtual Machines", "vm", "Compute", "Virtual Machines", true, 96_000),
  MANAGED_POSTGRESQL(
      "Managed PostgreSQL", "postgres", "Databases", "Relational Databases", true, 182_000),
  CACHE("Cache", "cache", "Databases", "Caching", true, 68_000),
  OBJECT_STORAGE("Object Storage", "objects", "Storage", "Object Storage", false, 23_000),
  BLOCK_STORAGE("Block Storage", "blocks", "Storage", "Block Storage", false, 100_000),
  LOAD_BALANCER("Load Balancer", "lb", "Networking", "Application Networking", true, 22_500),
  KUBERNETES("Kubernetes", "k8s", "Compute", "Containers", true, 100_000),
  GPU_INFERENCE(
      "GPU Inference", "gpu", "AI and Machine Learning", "Generative AI", true, 3_060_000);

  final String displayName;
  final String code;
  final String category;
  final String subcategory;

  /** Charged by the hour; otherwise by the gigabyte and month. */
  final boolean hourly;

  final long baseListPriceMicros;

  CloudService(
      String displayName,
      String code,
      String category,
      String subcategory,
      boolean hourly,
      long baseListPriceMicros) {
    this.displayName = displayName;
    this.code = code;
    this.category = category;
    this.subcategory = subcategory;
    this.hourly = hourly;
    this.baseListPriceMicros = baseListPriceMicros;
  }

  String unit() {
    return hourly ? "Hours" : "GB-Months";
  }
}
