package io.megadb.tables.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.megadb.error.SqlState;
import io.megadb.proof.Proof;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Streaming jobs write each row exactly once or none, whatever becomes of their tasks. */
class StreamingIngestITCase {
  private static final List<String> TIERS = List.of("oltp", "olap", "memory");
  private static final int ROWS_PER_SECOND = 20_000;

  @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

  @RegisterExtension final Proof streaming = Proof.of("streaming", "rows", 100_000);

  @RegisterExtension final Proof taskmanagers = Proof.of("taskmanagers", "kills", 4);

  @TempDir Path directory;

  /** A program with checkpoints, or with none where {@code checkpoints} is null. */
  private FlinkProgram program(Duration checkpoints) {
    FlinkProgram flink = FlinkProgram.streaming(CLUSTER, directory);
    var options = flink.environment().getConfig();
    if (checkpoints != null) {
      options.set("execution.checkpointing.interval", checkpoints.toMillis() + " ms");
    }
    options.set("restart-strategy.type", "fixed-delay");
    options.set("restart-strategy.fixed-delay.attempts", "5");
    options.set("restart-strategy.fixed-delay.delay", "100 ms");
    return flink;
  }

  /** The numbers from 1 to {@code last} at a pace; its checkpoints hold all that is to come. */
  private static String numbers(long last, long rowsPerSecond) {
    return """
        CREATE TEMPORARY TABLE numbers (id BIGINT) WITH ('connector' = 'datagen',
          'fields.id.kind' = 'sequence', 'fields.id.start' = '1', 'fields.id.end' = '%d',
          'number-of-rows' = '%d', 'rows-per-second' = '%d')
        """
        .formatted(last, last, rowsPerSecond);
  }

  /** Count, sum, least and greatest of the ids, asked by a batch job. */
  private Row summary() {
    try (FlinkProgram batch = FlinkProgram.batch(CLUSTER, directory)) {
      return batch
          .rows("SELECT COUNT(*), COALESCE(SUM(id), 0), MIN(id), MAX(id) FROM t")
          .get(0);
    }
  }

  private static Row whole(long last) {
    return Row.of(last, last * (last + 1) / 2, 1L, last);
  }

  @Test
  void eachRowOfALongStreamIsThereOnce() {
    long last = streaming.count();
    try (FlinkProgram flink = program(Duration.ofSeconds(1))) {
      flink.run("CREATE TABLE t (id BIGINT, note STRING) WITH ('tier' = 'olap')");
      flink.createNumbers(last);
      flink.run("INSERT INTO t SELECT f0, CAST(MOD(f0, 1000) AS STRING) FROM numbers");
      streaming.did(last);
      assertThat(summary()).isEqualTo(whole(last));
    }
  }

  /** Without checkpoints a restart begins anew; a job that would go on from one is refused. */
  @Test
  void killedTaskManagerLeavesEachRowOnceOrNone() throws Exception {
    Random random = taskmanagers.random();
    while (taskmanagers.goesOn()) {
      boolean checkpoints = random.nextBoolean();
      String tier = TIERS.get(random.nextInt(TIERS.size()));
      try (FlinkProgram flink = program(checkpoints ? Duration.ofMillis(50) : null)) {
        flink.run("CREATE TABLE t (id BIGINT) WITH ('tier' = '" + tier + "')");
        long last = 1 + random.nextInt(2 * ROWS_PER_SECOND);
        flink.run(numbers(last, ROWS_PER_SECOND));
        boolean finished = writeAndKill(flink, checkpoints, random);
        assertThat(summary())
            .as("tier %s, checkpoints %s, finished %s", tier, checkpoints, finished)
            .isEqualTo(finished ? whole(last) : Row.of(0L, 0L, null, null));
        assertThat(finished || checkpoints).isTrue();
        flink.run("DROP TABLE t");
        flink.run("DROP TEMPORARY TABLE numbers");
      }
      taskmanagers.did(1);
    }
  }

  private static boolean writeAndKill(FlinkProgram flink, boolean checkpoints, Random random)
      throws Exception {
    TableResult result = flink.environment().executeSql("INSERT INTO t SELECT * FROM numbers");
    JobID job = result.getJobClient().orElseThrow().getJobID();
    long awaited = checkpoints ? random.nextInt(4) : 0;
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> CLUSTER.hasEnded(job) || CLUSTER.checkpoints(job) >= awaited);
    long begun = System.nanoTime();
    long nanos = random.nextInt(300_000_000);
    await().pollInterval(Duration.ofMillis(1)).until(() -> System.nanoTime() - begun > nanos);
    CLUSTER.replaceTaskManager();
    try {
      result.await();
      return true;
    } catch (ExecutionException e) {
      FlinkProgram.assertState(e, SqlState.TRANSACTION_ROLLBACK);
      return false;
    }
  }
}
