package io.megadb.oltp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.megadb.oltp.OltpException;
import io.megadb.oltp.OltpOptions;
import io.megadb.oltp.OltpStore;
import io.megadb.oltp.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir private Path directory;

  private OltpStore open() {
    return OltpStore.open(directory, OltpOptions.defaults());
  }

  private Reason refusal() {
    return catchThrowableOfType(OltpException.class, () -> open().close()).reason();
  }

  @Test
  void keepsItsIdentity() {
    UUID first;
    try (OltpStore store = open()) {
      first = store.clusterId();
    }
    try (OltpStore store = open()) {
      assertThat(store.clusterId()).isEqualTo(first);
    }
  }

  @Test
  void aDirectoryInUseNamesItsOwner() {
    try (OltpStore store = open()) {
      assertThat(store.visibleLsn()).isZero();
      assertThat(refusal())
          .isEqualTo(new Reason.DirectoryInUse(directory, ProcessHandle.current().pid()));
    }
    open().close();
  }

  @Test
  void aDirectoryWithOtherFilesIsLeftAlone() throws IOException {
    Files.writeString(directory.resolve("letter.txt"), "dear reader");
    assertThat(refusal()).isInstanceOf(Reason.ForeignDirectory.class);
    assertThat(directory).isDirectoryContaining(file -> file.endsWith("letter.txt"));
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void anotherFormatVersionIsRefused() throws IOException {
    open().close();
    Path format = directory.resolve("FORMAT");
    String text = Files.readString(format);
    Files.writeString(format, text.replace("megadb-oltp 1", "megadb-oltp 2"));
    assertThat(refusal()).isEqualTo(new Reason.WrongVersion(format, 2, 1));
    Files.writeString(format, "nonsense");
    assertThat(refusal()).isInstanceOf(Reason.ForeignDirectory.class);
    Files.writeString(format, text);
    open().close();
  }

  @Test
  void aLogOfAnotherClusterIsRefused() throws IOException {
    open().close();
    Path format = directory.resolve("FORMAT");
    String text = Files.readString(format);
    Files.writeString(format, text.replaceAll("cluster .*", "cluster " + new UUID(1, 1)));
    assertThat(refusal()).isInstanceOf(Reason.WrongCluster.class);
  }
}
