package io.megadb.flink.flight;

import io.megadb.flink.result.ResultSink;
import io.megadb.plan.TableScan;
import io.megadb.spi.BatchReader;
import io.megadb.spi.GatewayRows;
import io.megadb.spi.GatewaySplit;
import io.megadb.type.PgType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.CallOptions;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.RootAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the tasks of one query in this process share to reach the gateway; connects when first
 * needed. Thread-safe.
 */
public final class GatewayConnection implements GatewayRows, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayConnection.class);

  /** How long to wait for the answer to a few words. */
  private static final long TELL_SECONDS = 5;

  private final GatewayLink link;
  private final RootAllocator allocator = new RootAllocator();
  private FlightClient client;

  public GatewayConnection(GatewayLink link) {
    this.link = link;
  }

  GatewayLink link() {
    return link;
  }

  RootAllocator allocator() {
    return allocator;
  }

  private synchronized FlightClient client() {
    if (client == null) {
      FlightClient.Builder builder = FlightClient.builder().allocator(allocator);
      if (link.certificate().isEmpty()) {
        builder.location(Location.forGrpcInsecure(link.host(), link.port()));
      } else {
        builder
            .location(Location.forGrpcTls(link.host(), link.port()))
            .useTls()
            .trustedCertificates(
                new ByteArrayInputStream(link.certificate().getBytes(StandardCharsets.UTF_8)));
      }
      client = builder.build();
    }
    return client;
  }

  @Override
  public BatchReader read(TableScan scan, GatewaySplit split) {
    QueryTicket ticket = QueryTicket.of(link).reading(split.scan(), split.number());
    return new GatewayBatchReader(
        client().getStream(new Ticket(ticket.encode())), scan.types(), link);
  }

  /**
   * Opens the way of the query's rows to their reader.
   *
   * @param types of the rows' columns
   */
  ResultSink results(List<PgType> types) {
    return new FlightResultSink(
        this,
        types,
        (root, listener) ->
            client()
                .startPut(FlightDescriptor.command(QueryTicket.of(link).encode()), root, listener));
  }

  /** Tells the reader why a task failed, before the job has ended. */
  public void fail(Throwable failure) {
    tell(GatewayProducer.FAILURE, out -> out.write(ErrorCodec.encode(FlightErrors.error(failure))));
  }

  /** Adds to the statement's counters, which EXPLAIN ANALYZE shows. */
  public void count(Map<Integer, Map<String, Long>> counters) {
    tell(GatewayProducer.COUNTERS, out -> MetricsCodec.write(counters, out));
  }

  private interface Message {
    void write(DataOutputStream out) throws IOException;
  }

  /** Neither of both matters to the rows: if the gateway does not hear it, that is logged. */
  private void tell(String action, Message message) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(body);
      QueryTicket.of(link).write(out);
      message.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      client()
          .doAction(
              new Action(action, body.toByteArray()),
              CallOptions.timeout(TELL_SECONDS, TimeUnit.SECONDS))
          .forEachRemaining(result -> {});
    } catch (FlightRuntimeException e) {
      LOG.info("gateway {} does not hear of {}: {}", link, action, e.getMessage());
    }
  }

  /** To be called when no task of the query is left here. */
  @Override
  public synchronized void close() {
    // Closing waits a moment, which a task that is being cancelled must not skip.
    boolean interrupted = Thread.interrupted();
    try {
      if (client != null) {
        client.close();
      }
      allocator.close();
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
