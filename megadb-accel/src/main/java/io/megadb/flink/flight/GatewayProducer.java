package io.megadb.flink.flight;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;

/** Answers the calls of tasks. Thread-safe. */
final class GatewayProducer extends NoOpFlightProducer {
  /** A task tells why it failed. */
  static final String FAILURE = "failure";

  /** A task tells what its operators have counted. */
  static final String COUNTERS = "counters";

  /** Streams open at the same time; each holds a thread. */
  private static final int MAX_STREAMS = 1_000;

  /** An error, or the counters of a plan of thousands of nodes, take less. */
  private static final int MAX_ACTION_BYTES = 1 << 20;

  private final FlightGateway gateway;
  private final BufferAllocator allocator;
  private final ExecutorService threads;
  private final Semaphore streams = new Semaphore(MAX_STREAMS);

  GatewayProducer(FlightGateway gateway, BufferAllocator allocator, ExecutorService threads) {
    this.gateway = gateway;
    this.allocator = allocator;
    this.threads = threads;
  }

  private void takeStream() {
    if (!streams.tryAcquire()) {
      throw new MegaDbException(
              SqlState.TOO_MANY_CONNECTIONS,
              "tasks have " + MAX_STREAMS + " streams with the gateway open, the most there may be")
          .withHint("Run fewer statements at the same time, or with less parallelism.");
    }
  }

  @Override
  public void getStream(CallContext context, Ticket ticket, ServerStreamListener listener) {
    try {
      QueryTicket shown = QueryTicket.decode(ticket.getBytes());
      OpenQuery query = gateway.find(shown);
      takeStream();
      SplitStream stream = new SplitStream(query, listener, allocator);
      // Not on this thread: it is the one that tells when the task is ready for more.
      threads.execute(
          () -> {
            try {
              stream.send(shown);
            } finally {
              streams.release();
            }
          });
    } catch (RuntimeException e) {
      listener.error(FlightErrors.answer(e));
    }
  }

  @Override
  public Runnable acceptPut(
      CallContext context, FlightStream rows, StreamListener<PutResult> answer) {
    return () -> {
      try {
        OpenQuery query = gateway.find(QueryTicket.decode(rows.getDescriptor().getCommand()));
        takeStream();
        try {
          query.enter();
          try {
            ResultStream.receive(query, rows);
          } finally {
            query.leave();
          }
        } finally {
          streams.release();
        }
        answer.onCompleted();
      } catch (Exception e) {
        answer.onError(FlightErrors.answer(e));
      }
    };
  }

  @Override
  public void doAction(CallContext context, Action action, StreamListener<Result> answer) {
    try {
      if (action.getBody().length > MAX_ACTION_BYTES) {
        throw new MegaDbException(
            SqlState.PROGRAM_LIMIT_EXCEEDED,
            "a task's message exceeds " + MAX_ACTION_BYTES + " bytes");
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(action.getBody()));
      OpenQuery query = gateway.find(QueryTicket.read(in));
      switch (action.getType()) {
        case FAILURE -> query.channel().fail(ErrorCodec.decode(in.readAllBytes()));
        case COUNTERS -> MetricsCodec.addTo(query.metrics(), in);
        default ->
            throw new MegaDbException(
                SqlState.PROTOCOL_VIOLATION, "tasks tell nothing named " + action.getType());
      }
      answer.onCompleted();
    } catch (IOException | RuntimeException e) {
      answer.onError(FlightErrors.answer(e));
    }
  }
}
