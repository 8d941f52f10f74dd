package io.megadb.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.gateway.wire.RawClient.Body;
import io.megadb.proof.Proof;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages that no client would send; the server outlives each. */
class FuzzedMessagesTest {
  private static final int PER_CONNECTION = 25;
  private static final String TYPES = "QPBDECSHFdcfpX\0zZ~";

  @RegisterExtension static final GatewayServer SERVER = new GatewayServer();

  @RegisterExtension final Proof proof = Proof.of("wire", "messages", 10_000);

  @Test
  void serverStaysHealthy() throws IOException {
    Random random = proof.random();
    for (int connection = 0; proof.goesOn(); connection++) {
      converse(random);
      proof.did(PER_CONNECTION);
      if (connection % 40 == 0) {
        assertThat(SERVER.isHealthy()).as("after connection %d", connection).isTrue();
      }
    }
    assertThat(SERVER.isHealthy()).isTrue();
  }

  private static void converse(Random random) throws IOException {
    try (RawClient client =
        random.nextInt(4) == 0 ? RawClient.open(SERVER.port()) : SERVER.connect()) {
      for (int i = 0; i < PER_CONNECTION; i++) {
        append(client, random);
      }
      client.flush();
      client.shutdownOutput();
      client.readToEnd();
    } catch (java.net.SocketException closedByServer) {
      // its right after such bytes
    }
  }

  private static void append(RawClient client, Random random) {
    byte[] noise = new byte[random.nextInt(40)];
    random.nextBytes(noise);
    char type = TYPES.charAt(random.nextInt(TYPES.length()));
    switch (random.nextInt(8)) {
      case 0 -> client.bytes(noise);
      case 1 -> client.bytes((byte) type).bytes(new Body().int32(random.nextInt()).bytes());
      case 2 ->
          client
              .bytes((byte) type)
              .bytes(new Body().int32(noise.length + random.nextInt(9)).raw(noise).bytes());
      case 3 -> client.parse(name(random), "SELECT $1", random.nextInt());
      case 4 -> client.bind(name(random), name(random), "1", null).execute(name(random), -5);
      case 5 ->
          client.query("SELECT " + new String(noise, java.nio.charset.StandardCharsets.ISO_8859_1));
      case 6 -> client.sync();
      default -> client.message(type, new Body().raw(noise));
    }
  }

  private static String name(Random random) {
    return random.nextBoolean() ? "" : "n" + random.nextInt(3);
  }
}
