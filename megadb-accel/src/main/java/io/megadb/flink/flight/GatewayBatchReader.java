package io.megadb.flink.flight;

import io.megadb.spi.BatchReader;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.arrow.ArrowDecoder;
import java.util.List;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStream;

/** The rows of a split that the gateway reads. Confined to one thread. */
final class GatewayBatchReader implements BatchReader {
  private final FlightStream rows;
  private final List<PgType> types;
  private final GatewayLink link;
  private boolean ended;

  GatewayBatchReader(FlightStream rows, List<PgType> types, GatewayLink link) {
    this.rows = rows;
    this.types = types;
    this.link = link;
  }

  @Override
  public Batch next() {
    try {
      if (!ended && rows.next()) {
        return ArrowDecoder.decode(rows.getRoot(), types);
      }
      ended = true;
      return null;
    } catch (FlightRuntimeException e) {
      ended = true;
      throw FlightErrors.of(e, link);
    }
  }

  @Override
  public void close() {
    if (!ended) {
      rows.cancel("the task needs no more rows", null);
    }
    boolean interrupted = Thread.interrupted();
    try {
      rows.close();
    } catch (Exception e) {
      throw new IllegalStateException("stream of " + link + " cannot be closed", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
