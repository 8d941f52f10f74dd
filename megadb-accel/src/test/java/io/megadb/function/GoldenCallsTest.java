package io.megadb.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls of every function with PostgreSQL 15's answers, from golden-calls.tsv. */
class GoldenCallsTest {
  private static final long SEED = 15;
  private static final int CALLS_PER_FUNCTION = 5;

  private record Golden(Call call, String expected) {}

  private static List<Golden> golden() throws IOException {
    List<Golden> golden = new ArrayList<>();
    try (InputStream stream = GoldenCallsTest.class.getResourceAsStream("golden-calls.tsv")) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.split("\n")) {
        int tab = line.indexOf('\t');
        golden.add(new Golden(Call.ofLine(line.substring(tab + 1)), line.substring(0, tab)));
      }
    }
    return golden;
  }

  @Test
  void everyFunctionAnswersAsPostgres() throws IOException {
    CallEvaluator evaluator = new CallEvaluator();
    List<String> differences = new ArrayList<>();
    for (Golden golden : golden()) {
      String actual = evaluator.evaluate(golden.call());
      if (!actual.equals(golden.expected())) {
        differences.add(difference(golden, actual));
      }
    }
    assertThat(differences).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(CallEvaluator.Form.class)
  void columnsAnswerAsSingleValues(CallEvaluator.Form form) throws IOException {
    CallEvaluator evaluator = new CallEvaluator();
    Map<String, List<Golden>> byFunction =
        golden().stream()
            .filter(golden -> !golden.expected().startsWith("ERROR"))
            .filter(golden -> !golden.call().types().isEmpty())
            .collect(
                Collectors.groupingBy(
                    golden -> golden.call().id(), LinkedHashMap::new, Collectors.toList()));
    List<String> differences = new ArrayList<>();
    for (List<Golden> calls : byFunction.values()) {
      List<String> actual =
          evaluator.evaluateColumns(calls.stream().map(Golden::call).toList(), form);
      for (int i = 0; i < calls.size(); i++) {
        if (!actual.get(i).equals(calls.get(i).expected())) {
          differences.add(difference(calls.get(i), actual.get(i)));
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  private static String difference(Golden golden, String actual) {
    return golden.call().toSql() + " gives " + actual + ", PostgreSQL " + golden.expected();
  }

  /** Writes the file anew; needs PostgreSQL's binaries. First argument: the file. */
  public static void main(String[] arguments) throws Exception {
    CallEvaluator evaluator = new CallEvaluator();
    List<Call> calls = RandomCalls.generate(evaluator.functions(), SEED, CALLS_PER_FUNCTION);
    StringBuilder file = new StringBuilder();
    try (PostgresOracle oracle = PostgresOracle.start()) {
      List<String> answers = oracle.evaluate(calls.stream().map(Call::toSql).toList());
      for (int i = 0; i < calls.size(); i++) {
        file.append(answers.get(i)).append('\t').append(calls.get(i).toLine()).append('\n');
      }
    }
    Files.writeString(Path.of(arguments[0]), file, StandardCharsets.UTF_8);
  }
}
