package io.megadb.tables.live;

import io.megadb.spi.TableReader;
import io.megadb.spi.TaskPlugin;
import java.util.List;

/** Reads memory tables in the process where their database is open. */
public final class MemoryTaskPlugin implements TaskPlugin {
  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<TableReader> tableReaders() {
    return List.of(new LiveTableReader("memory"));
  }
}
