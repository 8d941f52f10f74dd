package io.megadb.gateway.session;

import io.megadb.gateway.execute.RunningStatement;
import io.megadb.vector.Batch;
import java.util.List;

/** A prepared statement with its parameters, perhaps part-way through its rows. */
final class Portal {
  private final Prepared prepared;
  private final List<Object> parameters;
  private final short[] resultFormats;
  private RunningStatement running;
  private Batch rest;
  private int restFrom;
  private boolean done;

  /**
   * @param parameters values as in {@code io.megadb.vector.Values}
   * @param resultFormats as Bind gave them
   */
  Portal(Prepared prepared, List<Object> parameters, short[] resultFormats) {
    this.prepared = prepared;
    this.parameters = parameters;
    this.resultFormats = resultFormats;
  }

  Prepared prepared() {
    return prepared;
  }

  List<Object> parameters() {
    return parameters;
  }

  RunningStatement running() {
    return running;
  }

  void start(RunningStatement statement) {
    running = statement;
  }

  /** All rows have been given. */
  boolean isDone() {
    return done;
  }

  void finish() {
    done = true;
    close();
  }

  /** Rows of the current batch not yet sent, or the next batch; null at the end. */
  Batch nextRows() throws Exception {
    if (rest != null) {
      Batch next = rest.slice(restFrom, rest.size());
      rest = null;
      return next;
    }
    return running.next();
  }

  /** Keeps the rows of a batch from {@code from} on for the next Execute. */
  void keep(Batch batch, int from) {
    if (from < batch.size()) {
      rest = batch;
      restFrom = from;
    }
  }

  /**
   * The format of each result column.
   *
   * @return null if Bind gave a wrong number
   */
  short[] formats(int columns) {
    return expand(resultFormats, columns);
  }

  /** One format a column from none, one for all, or one each; null for any other number. */
  static short[] expand(short[] given, int columns) {
    if (given.length == columns) {
      return given;
    }
    if (given.length > 1) {
      return null;
    }
    short[] all = new short[columns];
    if (given.length == 1) {
      java.util.Arrays.fill(all, given[0]);
    }
    return all;
  }

  void close() {
    rest = null;
    if (running != null) {
      running.close();
      running = null;
    }
  }
}
