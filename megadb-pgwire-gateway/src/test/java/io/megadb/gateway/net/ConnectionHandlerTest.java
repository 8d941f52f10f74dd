package io.megadb.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.error.MegaDbException;
import io.megadb.gateway.protocol.FrontendMessage;
import io.megadb.gateway.protocol.MessageWriter;
import io.megadb.gateway.wire.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Answers of workers and of the network's own thread, in turns on one connection. */
class ConnectionHandlerTest {
  private static final int MESSAGE_MAX_BYTES = 1 << 20;

  /** Answers each query with its text; those that start with "quick" at once. */
  private static final class Echo implements ClientSession {
    private final ClientOutput output;

    Echo(ClientOutput output) {
      this.output = output;
    }

    @Override
    public void handle(FrontendMessage message) {
      if (((FrontendMessage.Query) message).sql().equals("fail")) {
        throw new AssertionError("as asked");
      }
      MessageWriter.commandComplete(output.buffer(), ((FrontendMessage.Query) message).sql());
      output.send();
    }

    @Override
    public boolean isQuick(FrontendMessage message) {
      return ((FrontendMessage.Query) message).sql().startsWith("quick");
    }

    @Override
    public void refuse(MegaDbException error, boolean query) {
      throw error;
    }

    @Override
    public void disconnected() {}

    @Override
    public void close() {}
  }

  private static final class Echoes implements SessionFactory {
    @Override
    public ClientSession open(FrontendMessage.Startup startup, ClientOutput output) {
      return new Echo(output);
    }

    @Override
    public void cancel(int processId, int secretKey) {}
  }

  /**
   * A worker as fast as can be: when its thread is done, the network's thread still holds the rest
   * of what the client sent, and the worker's answer waits behind it.
   */
  private static void runAndWait(Runnable work) {
    Thread worker = new Thread(work, "worker");
    worker.start();
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void quickAnswerDoesNotOvertakeTheAnswerBeforeIt() throws IOException {
    try (PgListener listener =
            new PgListener(0, MESSAGE_MAX_BYTES, new Echoes(), ConnectionHandlerTest::runAndWait);
        RawClient client = RawClient.open(listener.port())) {
      client.startup(RawClient.PROTOCOL, "user", "u").flush();
      for (int i = 0; i < 100; i++) {
        client.query("slow " + i).query("quick " + i);
      }
      client.flush();
      for (int i = 0; i < 100; i++) {
        assertThat(nextTag(client)).isEqualTo("slow " + i);
        assertThat(nextTag(client)).isEqualTo("quick " + i);
      }
    }
  }

  @Test
  void errorOfTheVirtualMachineEndsTheConnectionInsteadOfHanging() throws IOException {
    try (PgListener listener =
            new PgListener(0, MESSAGE_MAX_BYTES, new Echoes(), ConnectionHandlerTest::runAndWait);
        RawClient client = RawClient.open(listener.port())) {
      client.startup(RawClient.PROTOCOL, "user", "u").query("slow").query("fail").flush();
      assertThat(nextTag(client)).isEqualTo("slow");
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  private static String nextTag(RawClient client) throws IOException {
    byte[] body = client.read().body();
    return new String(body, 0, body.length - 1, StandardCharsets.UTF_8);
  }
}
