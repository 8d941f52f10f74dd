package io.megadb.tables.olap;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where tables lie now whose metadata says otherwise: Iceberg's metadata names all files by whole
 * paths, and a data directory may be moved or copied. What is written keeps the names of the
 * table's first place, so that one table has one kind of names. Thread-safe.
 */
final class Moves {
  private static final String[] PARTS = {"/metadata/", "/data/"};

  /** Present folder by the location that the metadata has. */
  private final Map<String, String> folders = new ConcurrentHashMap<>();

  /** A table was found in a folder. */
  void found(String location, Path folder) {
    if (!location.equals(folder.toString())) {
      folders.put(location, folder.toString());
    }
  }

  /** The path of a file that metadata names. */
  String path(String name) {
    if (!folders.isEmpty()) {
      for (String part : PARTS) {
        int at = name.lastIndexOf(part);
        String folder = at < 0 ? null : folders.get(name.substring(0, at));
        if (folder != null) {
          return folder + name.substring(at);
        }
      }
    }
    return name;
  }
}
