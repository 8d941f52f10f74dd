package io.megadb.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.gateway.wire.RawClient.Body;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients say before their first statement. */
class StartupTest {
  private static final int SSL = 1234 << 16 | 5679;
  private static final int GSS = 1234 << 16 | 5680;

  @RegisterExtension static final GatewayServer SERVER = new GatewayServer();

  @Test
  void greetingCarriesSettingsKeyAndStatus() throws IOException {
    try (RawClient client = RawClient.open(SERVER.port())) {
      List<BackendMessage> greeting =
          client
              .startup(RawClient.PROTOCOL, "user", "postgres", "application_name", "me")
              .exchange();
      assertThat(Messages.types(greeting)).matches("RS+KZ");
      assertThat(Messages.status(greeting)).isEqualTo('I');
      assertThat(greeting.stream().filter(m -> m.type() == 'S').map(BackendMessage::text))
          .contains("server_version", "client_encoding", "DateStyle", "TimeZone");
    }
  }

  @Test
  void sslAndGssProbesAreDeclinedInAnyOrder() throws IOException {
    try (RawClient client = RawClient.open(SERVER.port())) {
      client.packet(new Body().int32(GSS)).flush();
      assertThat(client.readByte()).isEqualTo('N');
      client.packet(new Body().int32(SSL)).flush();
      assertThat(client.readByte()).isEqualTo('N');
      assertThat(Messages.types(client.startup(RawClient.PROTOCOL, "user", "postgres").exchange()))
          .endsWith("Z");
    }
  }

  @Test
  void newerMinorVersionIsNegotiatedDown() throws IOException {
    try (RawClient client = RawClient.open(SERVER.port())) {
      List<BackendMessage> greeting =
          client
              .startup(RawClient.PROTOCOL | 2, "user", "postgres", "_pq_.unheard_of", "1")
              .exchange();
      assertThat(Messages.types(greeting)).contains("v").endsWith("Z");
      assertThat(
              new String(
                  Messages.first(greeting, 'v').body(),
                  0,
                  4,
                  java.nio.charset.StandardCharsets.ISO_8859_1))
          .isEqualTo("\0\3\0\0");
    }
  }

  @Test
  void olderProtocolIsRefused() throws IOException {
    assertRefused(2 << 16, "0A000", "user", "postgres");
  }

  @Test
  void userIsRequired() throws IOException {
    assertRefused(RawClient.PROTOCOL, "28000", "database", "postgres");
  }

  @Test
  void unknownSettingIsRefused() throws IOException {
    assertRefused(RawClient.PROTOCOL, "42704", "user", "postgres", "nosuchsetting", "1");
  }

  @Test
  void settingsOfTheOptionsParameterHold() throws IOException {
    try (RawClient client = RawClient.open(SERVER.port())) {
      client
          .startup(RawClient.PROTOCOL, "user", "postgres", "options", "-c statement_timeout=7s")
          .exchange();
      assertThat(Messages.first(client.query("SHOW statement_timeout").exchange(), 'D').values())
          .containsExactly("7s");
    }
  }

  @Test
  void oversizedPacketIsRefusedUnread() throws IOException {
    try (RawClient client = RawClient.open(SERVER.port())) {
      client.bytes(new Body().int32(1 << 30).int32(RawClient.PROTOCOL).bytes()).flush();
      assertThat(Messages.types(client.readToEnd())).isIn("E", "");
    }
    assertThat(SERVER.isHealthy()).isTrue();
  }

  @Test
  void packetOfHttpIsRefused() throws IOException {
    try (RawClient client = RawClient.open(SERVER.port())) {
      client
          .bytes("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
          .flush();
      assertThat(Messages.types(client.readToEnd())).isIn("E", "");
    }
    assertThat(SERVER.isHealthy()).isTrue();
  }

  @Test
  void packetWithoutItsEndIsRefused() throws IOException {
    try (RawClient client = RawClient.open(SERVER.port())) {
      client
          .packet(new Body().int32(RawClient.PROTOCOL).raw((byte) 'u', (byte) 's', (byte) 'e'))
          .flush();
      assertThat(Messages.first(client.readToEnd(), 'E').sqlState()).isEqualTo("08P01");
    }
  }

  private static void assertRefused(int version, String state, String... settings)
      throws IOException {
    try (RawClient client = RawClient.open(SERVER.port())) {
      List<BackendMessage> answer = client.startup(version, settings).flush().readToEnd();
      assertThat(Messages.types(answer)).isEqualTo("E");
      assertThat(answer.get(0).fields()).containsEntry('C', state).containsEntry('S', "FATAL");
    }
  }
}
