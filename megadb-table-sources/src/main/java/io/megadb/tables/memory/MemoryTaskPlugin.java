package io.megadb.tables.memory;

import io.megadb.spi.TableReader;
import io.megadb.spi.TaskPlugin;
import io.megadb.tables.live.LiveTableReader;
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
