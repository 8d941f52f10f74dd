package io.megadb.gateway.focus;

import java.util.List;

/**
 * One application.
 *
 * @param index position, 0-based
 * @param tier 1 (most important) to 3
 * @param uses indexes of the resources it uses, distinct
 */
record DemoApp(int index, String team, int tier, List<Integer> uses) {
  String id() {
    String digits = Integer.toString(index);
    return "app-" + "00000".substring(digits.length()) + digits;
  }

  String name() {
    return team + "-svc-" + index;
  }
}
