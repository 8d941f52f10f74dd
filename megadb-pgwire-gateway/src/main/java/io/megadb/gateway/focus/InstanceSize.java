package io.megadb.gateway.focus;

/** Sizes of a resource; each doubles the one before in processors, memory and price. */
enum InstanceSize {
  LARGE("large", 2, 8, 1),
  XLARGE("xlarge", 4, 16, 2),
  XLARGE_2("2xlarge", 8, 32, 4),
  XLARGE_4("4xlarge", 16, 64, 8);

  final String label;
  final int vcpu;
  final int memoryGib;
  final int priceFactor;

  InstanceSize(String label, int vcpu, int memoryGib, int priceFactor) {
    this.label = label;
    this.vcpu = vcpu;
    this.memoryGib = memoryGib;
    this.priceFactor = priceFactor;
  }
}
