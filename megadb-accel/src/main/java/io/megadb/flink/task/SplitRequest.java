package io.megadb.flink.task;

import org.apache.flink.api.connector.source.SourceEvent;

/** A task asks for the next split of a scan. */
record SplitRequest(int scan) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
