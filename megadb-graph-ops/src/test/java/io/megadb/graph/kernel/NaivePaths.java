package io.megadb.graph.kernel;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All paths of a pattern by trying every one, over plain lists of edges. */
final class NaivePaths {
  /** A path with the places of its tested vertices. */
  record Found(List<Integer> vertices, List<Integer> edges, List<Integer> places) {
    int length() {
      return edges.size();
    }

    List<Integer> ends() {
      return List.of(vertices.get(0), vertices.get(length()));
    }
  }

  static final Comparator<Found> ORDER =
      Comparator.comparingInt(Found::length)
          .thenComparing(
              (a, b) -> {
                for (int i = 0; i < a.length(); i++) {
                  int compared = Integer.compare(a.edges.get(i), b.edges.get(i));
                  if (compared != 0) {
                    return compared;
                  }
                }
                return 0;
              });

  private final int[][] edges;
  private final PathRules.Step[] steps;
  private final BitSet[] tests;
  private final PathMode mode;
  private final int longest;
  private final List<Found> found = new ArrayList<>();

  NaivePaths(int[][] edges, PathRules.Step[] steps, BitSet[] tests, PathMode mode, int longest) {
    this.edges = edges;
    this.steps = steps;
    this.tests = tests;
    this.mode = mode;
    this.longest = longest;
  }

  List<Found> all(int vertices) {
    for (int v = 0; v < vertices; v++) {
      if (tests[0].get(v)) {
        go(List.of(v), List.of(), List.of(0), 0, 0);
      }
    }
    return found;
  }

  private void go(
      List<Integer> vertices, List<Integer> passed, List<Integer> places, int step, int count) {
    int at = vertices.get(vertices.size() - 1);
    int size = steps[step].passes().size();
    if (count % size == 0 && count >= size * steps[step].least() && tests[step + 1].get(at)) {
      List<Integer> more = with(places, passed.size());
      if (step + 1 == steps.length) {
        found.add(new Found(vertices, passed, more));
      } else {
        go(vertices, passed, more, step + 1, 0);
      }
    }
    if (count == size * steps[step].most() || passed.size() == longest) {
      return;
    }
    PathRules.Pass pass = steps[step].passes().get(count % size);
    for (int e = 0; e < edges.length; e++) {
      Set<Integer> next = new HashSet<>();
      if (pass.outgoing() && edges[e][0] == at && allows(pass.along(), e)) {
        next.add(edges[e][1]);
      }
      if (pass.incoming() && edges[e][1] == at && allows(pass.against(), e)) {
        next.add(edges[e][0]);
      }
      for (int to : next) {
        List<Integer> more = with(vertices, to);
        List<Integer> moreEdges = with(passed, e);
        if (isAllowed(more, moreEdges)) {
          go(more, moreEdges, places, step, count + 1);
        }
      }
    }
  }

  private static boolean allows(BitSet set, int edge) {
    return set == null || set.get(edge);
  }

  private boolean isAllowed(List<Integer> vertices, List<Integer> passed) {
    boolean distinct = new HashSet<>(vertices).size() == vertices.size();
    List<Integer> inner = vertices.subList(0, vertices.size() - 1);
    return switch (mode) {
      case WALK -> true;
      case TRAIL -> new HashSet<>(passed).size() == passed.size();
      case ACYCLIC -> distinct;
      case SIMPLE ->
          distinct
              || new HashSet<>(inner).size() == inner.size()
                  && vertices.get(0).equals(vertices.get(vertices.size() - 1));
    };
  }

  private static List<Integer> with(List<Integer> list, int last) {
    List<Integer> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }

  /** The first paths between each two ends. */
  static List<Found> first(List<Found> all, long count) {
    List<Found> kept = new ArrayList<>();
    byEnds(all).values().forEach(g -> kept.addAll(g.subList(0, (int) Math.min(count, g.size()))));
    return kept;
  }

  /** All paths of the first lengths between each two ends. */
  static List<Found> firstLengths(List<Found> all, long count) {
    List<Found> kept = new ArrayList<>();
    for (List<Found> group : byEnds(all).values()) {
      List<Integer> lengths =
          group.stream().map(Found::length).distinct().sorted().limit(count).toList();
      group.stream().filter(path -> lengths.contains(path.length())).forEach(kept::add);
    }
    return kept;
  }

  private static Map<List<Integer>, List<Found>> byEnds(List<Found> all) {
    Map<List<Integer>, List<Found>> groups = new LinkedHashMap<>();
    for (Found path : all.stream().sorted(ORDER).toList()) {
      groups.computeIfAbsent(path.ends(), ends -> new ArrayList<>()).add(path);
    }
    return groups;
  }
}
