package io.megadb.gateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.gateway.focus.DemoAnswer;
import io.megadb.gateway.focus.DemoSize;
import io.megadb.gateway.focus.FocusGenerator;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration from an empty folder to its answer, in this process. */
class DemoCommandTest {
  @TempDir Path folder;

  @Test
  void demonstrationPrintsTheExpectedAnswer() {
    DemoAnswer expected = new DemoAnswer(new FocusGenerator(new DemoSize(20, 2, 2026)));
    String target = expected.defaultTarget();
    List<String> rows =
        expected.about(target).stream()
            .map(app -> app.app() + " " + app.cost12m().toPlainString())
            .toList();
    assertThat(rows).isNotEmpty();
    CommandRun first = demo();
    assertThat(first.err()).isEmpty();
    assertThat(first.exitCode()).isZero();
    assertThat(first.out())
        .contains("If " + target + " changes")
        .contains("cheaper twin")
        .containsPattern("\\| graph +\\| paths ANY SHORTEST")
        .containsPattern("\\| vector +\\| [0-9]+ nearest neighbours by <=>, exact")
        .contains("/#/job/completed/")
        .contains("psql postgresql://megadb@localhost:");
    assertThat(answer(first.out())).isEqualTo(rows.subList(0, Math.min(8, rows.size())));
    assertThat(first.out().lines().count()).isLessThanOrEqualTo(40);

    CommandRun second = demo();
    assertThat(second.out()).contains("Demo data is there already");
    assertThat(answer(second.out())).isEqualTo(answer(first.out()));
  }

  private CommandRun demo() {
    return CommandRun.of(
        "demo",
        "--resources",
        "20",
        "--months",
        "2",
        "--data",
        folder.resolve("demo").toString(),
        "--port",
        "0",
        "--ui-port",
        "0",
        "--exit");
  }

  /** Name and cost of each printed row. */
  private static List<String> answer(String out) {
    return out.lines()
        .filter(line -> line.matches(" [a-z]+-svc-.*"))
        .map(line -> line.split("\\|"))
        .map(cells -> cells[0].strip() + " " + cells[5].strip())
        .toList();
  }
}
