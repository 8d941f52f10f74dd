package io.megadb.tables.olap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.FileScanTask;

/** Numbers the files that the scans of one statement plan for one table. Confined to one thread. */
final class FileNumbers {
  private final List<FileScanTask> tasks = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  int add(FileScanTask task) {
    Integer known = numbers.putIfAbsent(task.file().location(), tasks.size());
    if (known != null) {
      return known;
    }
    tasks.add(task);
    return tasks.size() - 1;
  }

  FileScanTask get(int number) {
    return tasks.get(number);
  }
}
