package io.megadb.planner.analyze;

/** Edit distance for "Perhaps you meant …" hints, as PostgreSQL computes it. */
final class NearestName {
  /** PostgreSQL's MAX_FUZZY_DISTANCE. */
  private static final int MAX_DISTANCE = 3;

  private final String wanted;
  private String best;
  private int bestDistance = MAX_DISTANCE + 1;
  private boolean tie;
  private boolean several;
  private String second;

  NearestName(String wanted) {
    this.wanted = wanted;
  }

  /**
   * @param name compared with the wanted one
   * @param shown how the hint writes it
   */
  void offer(String name, String shown) {
    int distance = distance(wanted, name);
    if (distance > MAX_DISTANCE || distance > wanted.length() / 2) {
      return;
    }
    if (distance < bestDistance) {
      bestDistance = distance;
      best = shown;
      tie = false;
      several = false;
    } else if (distance == bestDistance) {
      several = tie;
      tie = true;
      second = shown;
    }
  }

  /** The hint, or null. */
  String hint() {
    if (best == null || several) {
      return null;
    }
    return tie
        ? "Perhaps you meant to reference the column \""
            + best
            + "\" or the column \""
            + second
            + "\"."
        : "Perhaps you meant to reference the column \"" + best + "\".";
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
