package io.megadb.plan;

import java.io.Serializable;

/**
 * Estimated cost in six components, each in abstract units in which reading one 8 KiB page in
 * sequence from a local disk is 1.
 */
public record CostVector(
    double sequentialIo,
    double randomIo,
    double cpu,
    double network,
    double accelerator,
    double memory)
    implements Serializable {
  public static final CostVector ZERO = new CostVector(0, 0, 0, 0, 0, 0);

  public CostVector plus(CostVector other) {
    return new CostVector(
        sequentialIo + other.sequentialIo,
        randomIo + other.randomIo,
        cpu + other.cpu,
        network + other.network,
        accelerator + other.accelerator,
        memory + other.memory);
  }

  public double total() {
    return sequentialIo + randomIo + cpu + network + accelerator + memory;
  }
}
