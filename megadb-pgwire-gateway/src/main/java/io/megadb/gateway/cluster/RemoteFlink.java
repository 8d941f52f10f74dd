package io.megadb.gateway.cluster;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.flink.flight.FlightGatewayOptions;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * The cluster that a server runs its jobs on.
 *
 * @param url of its REST interface: http, host and port
 * @param flight where its tasks find the server
 */
public record RemoteFlink(URI url, FlightGatewayOptions flight) {
  public RemoteFlink {
    if (!"http".equals(url.getScheme()) || url.getHost() == null || url.getPort() < 0) {
      throw new MegaDbException(
              SqlState.INVALID_PARAMETER_VALUE, "address of a Flink cluster is '" + url + "'")
          .withHint("Give it as http://HOST:PORT.");
    }
    if (flight.certificate().isEmpty() && !isLoopback(flight.host())) {
      throw new MegaDbException(
              SqlState.INVALID_PARAMETER_VALUE,
              "rows would leave this machine unprotected: Flight host "
                  + flight.host()
                  + " is not a loopback address and there is no certificate")
          .withHint("Give --flight-certificate and --flight-key.");
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE, "Flight host '" + host + "' is not known", e);
    }
  }
}
