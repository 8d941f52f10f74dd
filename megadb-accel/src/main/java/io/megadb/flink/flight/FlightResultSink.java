package io.megadb.flink.flight;

import io.megadb.flink.result.ResultSink;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.arrow.ArrowEncoder;
import io.megadb.vector.arrow.ArrowSchemas;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.apache.arrow.flight.FlightClient.ClientStreamListener;
import org.apache.arrow.flight.FlightClient.PutListener;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/** Sends the rows of a root task to the gateway. Confined to the task's thread. */
final class FlightResultSink implements ResultSink {
  /** How soon a waiting task notices that the gateway takes rows again: Flight only answers. */
  private static final long CHECK_NANOS = 100_000;

  private final GatewayConnection connection;
  private final VectorSchemaRoot root;
  private final VectorLoader loader;
  private final Answer answer = new Answer();
  private final ClientStreamListener gateway;
  private boolean ended;

  FlightResultSink(
      GatewayConnection connection,
      List<PgType> types,
      BiFunction<VectorSchemaRoot, PutListener, ClientStreamListener> call) {
    this.connection = connection;
    this.root = VectorSchemaRoot.create(ArrowSchemas.of(types), connection.allocator());
    this.loader = new VectorLoader(root);
    this.gateway = call.apply(root, answer);
  }

  /** The gateway's answer to the whole stream. */
  private static final class Answer implements PutListener {
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    @Override
    public void getResult() {
      end.join();
    }

    @Override
    public void onNext(PutResult result) {}

    @Override
    public void onError(Throwable failure) {
      end.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      end.complete(null);
    }

    @Override
    public boolean isCancelled() {
      return end.isDone();
    }
  }

  @Override
  public void put(Batch batch) throws InterruptedException {
    for (Batch message : BatchMessages.of(batch)) {
      awaitReady();
      try (ArrowRecordBatch encoded = ArrowEncoder.encode(message, connection.allocator())) {
        loader.load(encoded);
      }
      gateway.putNext();
    }
  }

  private void awaitReady() throws InterruptedException {
    while (!gateway.isReady()) {
      if (answer.end.isDone()) {
        awaitAnswer();
        throw new CancellationException("the gateway ended the stream of " + connection.link());
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(this, CHECK_NANOS);
    }
  }

  private void awaitAnswer() throws InterruptedException {
    try {
      answer.end.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof FlightRuntimeException failure
          ? FlightErrors.of(failure, connection.link())
          : FlightErrors.error(e.getCause());
    }
  }

  @Override
  public void finish(boolean inputsRead) throws InterruptedException {
    ended = true;
    ArrowBuf last = connection.allocator().buffer(1);
    last.writeByte(inputsRead ? ResultStream.ALL_READ : ResultStream.NOT_ALL_READ);
    gateway.putMetadata(last);
    gateway.completed();
    awaitAnswer();
  }

  /** The connection tells the reader; here only the stream ends, see {@link #taskEnded}. */
  @Override
  public void fail(Throwable failure) {}

  @Override
  public void taskEnded() {
    if (!ended) {
      ended = true;
      gateway.error(new CancellationException("the task ended before its rows"));
    }
    root.close();
  }
}
