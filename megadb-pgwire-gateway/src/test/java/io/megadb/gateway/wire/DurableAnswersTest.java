package io.megadb.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.gateway.server.MegaDbServer;
import io.megadb.gateway.server.ServerOptions;
import io.megadb.oltp.OltpOptions;
import io.megadb.oltp.engine.OltpEngine;
import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.spi.MegaDbPlugin;
import io.megadb.planner.spi.Plugins;
import io.megadb.spi.TaskExtensions;
import io.megadb.tables.storage.StorageDatabaseFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What clients hear while the log cannot be forced to disk: nothing that says that a transaction is
 * over. Each test writes on the network's thread, which waits for nobody.
 */
@Timeout(60)
class DurableAnswersTest {
  private static final String STORAGE = "storage";
  private static final String[] BLOCK = {"begin", "add", "log", "look", "commit"};

  @TempDir static Path directory;
  private static HeldDisk disk;
  private static MegaDbServer server;
  private final List<RawClient> clients = new ArrayList<>();
  private RawClient client;

  /** Provides the database, on the held disk, in place of the plugin that does so else. */
  private static final class HeldPlugin implements MegaDbPlugin {
    @Override
    public String name() {
      return STORAGE;
    }

    @Override
    public void register(MegaDbExtensions extensions) {
      extensions.injectDatabase(
          new StorageDatabaseFactory(
              InstantSource.system(),
              folder ->
                  OltpEngine.open(
                      folder,
                      OltpOptions.defaults(),
                      files -> {
                        disk = new HeldDisk(files);
                        return disk;
                      })));
    }
  }

  @BeforeAll
  static void start() throws IOException {
    ClassLoader loader = DurableAnswersTest.class.getClassLoader();
    List<MegaDbPlugin> plugins = new ArrayList<>();
    for (MegaDbPlugin plugin : ServiceLoader.load(MegaDbPlugin.class, loader)) {
      plugins.add(plugin.name().equals(STORAGE) ? new HeldPlugin() : plugin);
    }
    server =
        new MegaDbServer(
            new ServerOptions(directory, 0, 0, null, null, Map.of()),
            Plugins.register(plugins),
            TaskExtensions.discover(loader));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void prepareTables() throws IOException {
    client = connect();
    client.query("DROP TABLE IF EXISTS account, history").exchange();
    client.query("CREATE TABLE account (id int4 PRIMARY KEY, balance int4)").exchange();
    client.query("CREATE TABLE history (id int4, balance int4)").exchange();
    client.query("INSERT INTO account VALUES (1, 10), (2, 20)").exchange();
    prepare(client);
    // So that plans and row numbers are at hand.
    block(client, 2).exchange();
    block(client, 2).exchange();
  }

  @AfterEach
  void disconnect() throws IOException {
    disk.release();
    for (RawClient each : clients) {
      each.close();
    }
  }

  private RawClient connect() throws IOException {
    RawClient connected = RawClient.connect(server.port());
    clients.add(connected);
    return connected;
  }

  private static void prepare(RawClient client) throws IOException {
    client.parse("begin", "BEGIN").parse("commit", "COMMIT").parse("rollback", "ROLLBACK");
    client.parse("add", "UPDATE account SET balance = balance + 1 WHERE id = $1", 23);
    client.parse("log", "INSERT INTO history VALUES ($1, 1)", 23);
    client.parse("look", "SELECT balance FROM account WHERE id = $1", 23);
    client.parse("insert", "INSERT INTO account VALUES ($1, 0)", 23);
    client.sync().exchange();
  }

  private static RawClient step(RawClient client, String statement, int id) {
    boolean command = List.of("begin", "commit", "rollback").contains(statement);
    client.bind("", statement, command ? new String[0] : new String[] {Integer.toString(id)});
    return client.execute("", 0);
  }

  /** A block whose statements travel together. */
  private static RawClient block(RawClient client, int id) {
    for (String statement : BLOCK) {
      step(client, statement, id);
    }
    return client.sync();
  }

  private static void assertSilent(RawClient client) throws IOException {
    assertThat(client.available()).isZero();
  }

  private static List<String> tags(List<BackendMessage> messages) {
    return messages.stream().filter(m -> m.type() == 'C').map(BackendMessage::text).toList();
  }

  @Test
  void theEndOfABlockWaitsForTheDiskAndItsStatementsDoNot() throws Exception {
    disk.hold();
    assertThat(tags(step(client, "begin", 1).sync().exchange())).containsExactly("BEGIN");
    assertThat(tags(step(client, "add", 1).sync().exchange())).containsExactly("UPDATE 1");
    assertThat(tags(step(client, "log", 1).sync().exchange())).containsExactly("INSERT 0 1");
    step(client, "commit", 1).sync().flush();
    disk.awaitSync();
    assertThat(tags(connect().query("SELECT 1").exchange())).containsExactly("SELECT 1");
    assertSilent(client);
    disk.release();
    List<BackendMessage> answer = client.readUntil('Z');
    assertThat(tags(answer)).containsExactly("COMMIT");
    assertThat(Messages.status(answer)).isEqualTo('I');
  }

  @Test
  void aSingleWriteWaitsForTheDisk() throws Exception {
    disk.hold();
    step(client, "add", 1).sync().flush();
    disk.awaitSync();
    assertThat(tags(connect().query("SELECT 1").exchange())).containsExactly("SELECT 1");
    assertSilent(client);
    disk.release();
    assertThat(Messages.types(client.readUntil('Z'))).isEqualTo("2CZ");
  }

  @Test
  void aReaderAndAWriterHearNothingOfACommitThatIsNotOnDisk() throws Exception {
    RawClient reader = connect();
    RawClient writer = connect();
    prepare(reader);
    prepare(writer);
    step(reader, "look", 1).sync().exchange();
    step(writer, "begin", 1).sync().exchange();
    disk.hold();
    step(client, "add", 1).sync().flush();
    disk.awaitSync();
    // Its lock is free as soon as the commit is visible: the second write saw the first.
    assertThat(tags(step(writer, "add", 1).sync().exchange())).containsExactly("UPDATE 1");
    step(reader, "look", 1).sync().flush();
    step(writer, "rollback", 1).sync().flush();
    assertThat(tags(connect().query("SELECT 1").exchange())).containsExactly("SELECT 1");
    assertSilent(client);
    assertSilent(reader);
    assertSilent(writer);
    disk.release();
    assertThat(Messages.types(client.readUntil('Z'))).isEqualTo("2CZ");
    assertThat(Messages.first(reader.readUntil('Z'), 'D').values()).containsExactly("11");
    assertThat(tags(writer.readUntil('Z'))).containsExactly("ROLLBACK");
  }

  @Test
  void aFailedWriteIsOverOnlyWhenWhatItMetIsOnDisk() throws Exception {
    RawClient other = connect();
    prepare(other);
    disk.hold();
    step(client, "insert", 7).sync().flush();
    disk.awaitSync();
    step(other, "insert", 7).sync().flush();
    assertThat(other.readUntil('E')).last().matches(error -> error.sqlState().equals("23505"));
    assertThat(tags(connect().query("SELECT 1").exchange())).containsExactly("SELECT 1");
    assertSilent(client);
    assertSilent(other);
    disk.release();
    assertThat(Messages.types(client.readUntil('Z'))).isEqualTo("2CZ");
    assertThat(Messages.types(other.readUntil('Z'))).isEqualTo("Z");
  }

  @Test
  void answersOfManyBlocksInOnePacketComeInOrder() throws Exception {
    disk.hold();
    for (int block = 0; block < 20; block++) {
      block(client, 1);
    }
    client.flush();
    disk.awaitSync();
    disk.release();
    for (int block = 0; block < 20; block++) {
      List<BackendMessage> answer = client.readUntil('Z');
      assertThat(Messages.types(answer)).isEqualTo("2C2C2C2DC2CZ");
      assertThat(tags(answer))
          .containsExactly("BEGIN", "UPDATE 1", "INSERT 0 1", "SELECT 1", "COMMIT");
      assertThat(Messages.first(answer, 'D').values())
          .containsExactly(Integer.toString(11 + block));
    }
  }

  @Test
  void aWriteThatMustWaitForALockIsDoneByAWorkerAndKeepsItsTurn() throws Exception {
    RawClient holder = connect();
    prepare(holder);
    step(holder, "begin", 1).sync().exchange();
    step(holder, "add", 1).sync().exchange();
    block(client, 1).flush();
    // Whoever shares the network's thread is served meanwhile.
    for (int i = 0; i < 8; i++) {
      assertThat(tags(connect().query("SELECT 1").exchange())).containsExactly("SELECT 1");
    }
    assertSilent(client);
    step(holder, "commit", 1).sync().exchange();
    assertThat(Messages.types(client.readUntil('Z'))).isEqualTo("2C2C2C2DC2CZ");
    assertThat(Messages.first(step(client, "look", 1).sync().exchange(), 'D').values())
        .containsExactly("12");
  }
}
