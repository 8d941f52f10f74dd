package io.megadb.flink.flight;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.operator.Operator;
import io.megadb.operator.scan.ScanOperator;
import io.megadb.vector.Batch;
import io.megadb.vector.arrow.ArrowEncoder;
import io.megadb.vector.arrow.ArrowSchemas;
import org.apache.arrow.flight.BackpressureStrategy;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/** Sends the rows of one split; waits while the task is behind. Confined to one thread. */
final class SplitStream {
  /** How long to wait for the task before looking whether the query has ended. */
  private static final long CHECK_MS = 1_000;

  private final OpenQuery query;
  private final ServerStreamListener task;
  private final BufferAllocator allocator;
  private final BackpressureStrategy pressure =
      new BackpressureStrategy.CallbackBackpressureStrategy();

  /** Has to be made on the thread of the call. */
  SplitStream(OpenQuery query, ServerStreamListener task, BufferAllocator allocator) {
    this.query = query;
    this.task = task;
    this.allocator = allocator;
    pressure.register(task);
  }

  /** Sends all rows, or why there are none. */
  void send(QueryTicket ticket) {
    try {
      query.enter();
      try {
        sendRows(ticket);
      } finally {
        query.leave();
      }
    } catch (Exception | OutOfMemoryError e) {
      task.error(FlightErrors.answer(e));
    }
  }

  private void sendRows(QueryTicket ticket) throws Exception {
    ScanOperator scan = query.read(ticket);
    try (VectorSchemaRoot root =
        VectorSchemaRoot.create(ArrowSchemas.of(query.scan(ticket).types()), allocator)) {
      VectorLoader loader = new VectorLoader(root);
      task.start(root);
      for (Batch batch = scan.next(); batch != Operator.END; batch = scan.next()) {
        for (Batch message : BatchMessages.of(batch)) {
          if (!isReady()) {
            return;
          }
          try (ArrowRecordBatch encoded = ArrowEncoder.encode(message, allocator)) {
            loader.load(encoded);
          }
          task.putNext();
        }
      }
      task.completed();
    } finally {
      scan.close();
    }
  }

  /** False if nobody wants more rows; a query that has ended is error 55000. */
  private boolean isReady() {
    while (true) {
      if (query.isClosed()) {
        throw new MegaDbException(
            SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
            "the statement ended while the task read its rows");
      }
      switch (pressure.waitForListener(CHECK_MS)) {
        case READY -> {
          return true;
        }
        case CANCELLED -> {
          return false;
        }
        case TIMEOUT, OTHER -> {}
      }
    }
  }
}
