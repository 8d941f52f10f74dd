package io.megadb.tables.live;

import io.megadb.spi.TableReader;
import io.megadb.spi.TaskPlugin;
import java.util.List;

/** Reads system tables, whose rows the open database makes. */
public final class StorageTaskPlugin implements TaskPlugin {
  @Override
  public String name() {
    return "storage";
  }

  @Override
  public List<TableReader> tableReaders() {
    return List.of(new LiveTableReader("catalog"));
  }
}
