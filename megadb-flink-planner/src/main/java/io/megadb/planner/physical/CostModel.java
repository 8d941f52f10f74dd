package io.megadb.planner.physical;

import io.megadb.plan.CostVector;
import io.megadb.plan.PlanNode;
import io.megadb.planner.storage.TableStatistics;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.List;

/**
 * Estimated costs of single nodes. The unit is one 8 KiB page read in sequence from a local disk;
 * the tiers differ in what a page costs them.
 */
final class CostModel {
  private static final double PAGE_BYTES = 8192;

  /** Cost of handling a row in an operator, and of evaluating an expression on it. */
  private static final double ROW = 0.01;

  private static final double EXPRESSION = 0.0025;

  /** Cost of keeping a kibibyte in memory, and of sending one. */
  private static final double MEMORY_KIB = 0.0005;

  private static final double NETWORK_KIB = 0.002;

  private static final int UNKNOWN_WIDTH = 32;

  private CostModel() {}

  /** Sequential page cost of a tier; one that is not known costs as a local disk. */
  static double sequentialPage(String accessMethod) {
    return switch (accessMethod) {
      case "memory", "catalog" -> 0.001;
      case "olap" -> 0.5;
      default -> 1.0;
    };
  }

  /** Random page cost of a tier. */
  static double randomPage(String accessMethod) {
    return switch (accessMethod) {
      case "memory", "catalog" -> 0.001;
      case "olap" -> 10.0;
      default -> 4.0;
    };
  }

  /** Estimated bytes of a row. */
  static int width(List<PgType> types) {
    int width = 0;
    for (PgType type : types) {
      width += width(type);
    }
    return width;
  }

  private static int width(PgType type) {
    int length = type.base().length();
    if (length > 0) {
      return length;
    }
    if (type.is(PgTypes.NUMERIC)) {
      return UNKNOWN_WIDTH / 4;
    }
    return type.characters() > 0 ? Math.min(type.characters(), UNKNOWN_WIDTH) : UNKNOWN_WIDTH;
  }

  static CostVector scan(
      String accessMethod, TableStatistics statistics, double readShare, int filters) {
    double pages = Math.max(1, statistics.bytes() * readShare / PAGE_BYTES);
    double rows = Math.max(1, statistics.rows());
    return new CostVector(
        pages * sequentialPage(accessMethod), 0, rows * (ROW + filters * EXPRESSION), 0, 0, 0);
  }

  static CostVector point(String accessMethod) {
    return new CostVector(0, randomPage(accessMethod), ROW, 0, 0, 0);
  }

  /** A node that handles rows one by one. */
  static CostVector rows(double rows, int expressions) {
    return cpu(rows * (ROW / 2 + expressions * EXPRESSION));
  }

  static CostVector hash(double buildRows, int buildWidth, double probeRows) {
    return new CostVector(
        0,
        0,
        buildRows * 2 * ROW + probeRows * ROW,
        0,
        0,
        kibibytes(buildRows, buildWidth) * MEMORY_KIB);
  }

  static CostVector nestedLoop(double left, double right, int rightWidth) {
    return new CostVector(
        0,
        0,
        Math.max(1, left) * Math.max(1, right) * EXPRESSION,
        0,
        0,
        kibibytes(right, rightWidth) * MEMORY_KIB);
  }

  static CostVector sort(double rows, int width, double kept) {
    double compare = Math.log(Math.max(2, kept)) / Math.log(2);
    return new CostVector(
        0, 0, rows * compare * EXPRESSION * 2, 0, 0, kibibytes(kept, width) * MEMORY_KIB);
  }

  static CostVector exchange(double rows, int width, int copies) {
    return new CostVector(
        0, 0, rows * ROW / 2, kibibytes(rows, width) * NETWORK_KIB * copies, 0, 0);
  }

  /** A plan that runs so often within a node; its own nodes count one run. */
  static CostVector repeated(double runs, PlanNode plan) {
    double once = plan.properties().cost().total() + ROW;
    for (PlanNode input : plan.inputs()) {
      once += repeated(1, input).total();
    }
    return cpu(Math.max(1, runs) * once);
  }

  static CostVector cpu(double cost) {
    return new CostVector(0, 0, cost, 0, 0, 0);
  }

  private static double kibibytes(double rows, int width) {
    return rows * width / 1024;
  }
}
