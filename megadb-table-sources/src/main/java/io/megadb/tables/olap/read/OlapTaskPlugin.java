package io.megadb.tables.olap.read;

import io.megadb.spi.TableReader;
import io.megadb.spi.TaskPlugin;
import java.util.List;

/** Reads olap tables wherever their files can be read. */
public final class OlapTaskPlugin implements TaskPlugin {
  @Override
  public String name() {
    return "olap";
  }

  @Override
  public List<TableReader> tableReaders() {
    return List.of(new OlapTableReader());
  }
}
