package io.megadb.gateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of libraries go with their process, or with the next one. */
class ScratchFolderTest {
  @TempDir private Path data;

  /** Opens one with files in it, says its path and waits for the end of its input. */
  public static void main(String[] arguments) throws IOException {
    ScratchFolder scratch = ScratchFolder.open(Path.of(arguments[0])).tellLibraries();
    Files.createDirectories(scratch.folder().resolve("a/b"));
    Files.writeString(scratch.folder().resolve("a/b/c.so"), System.getProperty("megadb.scratch"));
    System.out.print(scratch.folder() + "\n");
    System.out.flush();
    while (System.in.read() >= 0) {
      // only the end matters
    }
    scratch.close();
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            ScratchFolderTest.class.getName(),
            data.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static Path folder(Process process) throws IOException {
    InputStream said = process.getInputStream();
    StringBuilder line = new StringBuilder();
    for (int next = said.read(); next > '\n'; next = said.read()) {
      line.append((char) next);
    }
    return Path.of(line.toString());
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> entries = Files.list(data.resolve("tmp"))) {
      return entries.toList();
    }
  }

  @Test
  void folderOfAKilledProcessGoesWithTheNextOne() throws IOException, InterruptedException {
    Process killed = start();
    Path folder = folder(killed);
    ScratchFolder.open(data).close();
    assertThat(folder.resolve("a/b/c.so")).content(StandardCharsets.UTF_8).isEqualTo(folder + "");
    killed.destroyForcibly();
    assertThat(killed.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(folder).exists();
    try (ScratchFolder next = ScratchFolder.open(data)) {
      assertThat(folder).doesNotExist();
      assertThat(next.folder()).isEmptyDirectory();
      assertThat(left()).hasSize(2);
    }
    assertThat(left()).isEmpty();
  }

  @Test
  void processThatEndsTakesItsFolderAlong() throws IOException, InterruptedException {
    Process ended = start();
    Path folder = folder(ended);
    ended.getOutputStream().close();
    assertThat(ended.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(folder).doesNotExist();
    assertThat(left()).isEmpty();
  }
}
