package io.megadb.tpch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What clients do at once: each runs all queries in an order of its own, again and again. As a file
 * for processes a line holds "seconds N", "query SQL" or "client PLACE PLACE ...".
 *
 * @param seconds after which no client begins a further query
 * @param queries texts without line ends
 * @param orders a client's at its place: places of queries
 */
record Workload(int seconds, List<String> queries, List<List<Integer>> orders) {
  private static final long SEED = 22;

  /**
   * The orders of a round; the same for each engine and in each run of the program.
   *
   * @param round 0 or above
   */
  static Workload of(List<String> queries, int clients, int seconds, int round) {
    List<List<Integer>> orders = new ArrayList<>();
    for (int client = 0; client < clients; client++) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, queries.size()).boxed().toList());
      Collections.shuffle(order, new Random(SEED + 1_000L * round + client));
      orders.add(order);
    }
    return new Workload(
        seconds, queries.stream().map(sql -> sql.replace('\n', ' ')).toList(), orders);
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("seconds " + seconds);
    queries.forEach(sql -> lines.add("query " + sql));
    for (List<Integer> order : orders) {
      lines.add("client " + order.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
    Files.write(file, lines);
  }

  static Workload read(Path file) throws IOException {
    int seconds = 0;
    List<String> queries = new ArrayList<>();
    List<List<Integer>> orders = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      int space = line.indexOf(' ');
      String rest = line.substring(space + 1);
      switch (line.substring(0, space)) {
        case "seconds" -> seconds = Integer.parseInt(rest);
        case "query" -> queries.add(rest);
        default -> orders.add(Arrays.stream(rest.split(" ")).map(Integer::valueOf).toList());
      }
    }
    return new Workload(seconds, queries, orders);
  }
}
