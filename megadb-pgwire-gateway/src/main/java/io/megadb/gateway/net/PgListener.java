package io.megadb.gateway.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The PostgreSQL port, on the loopback address. */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the threads of a failed start
public final class PgListener implements AutoCloseable {
  private static final int CLOSE_SECONDS = 2;
  private static final int IO_THREADS = 2;
  private static final int SEND_LOW_BYTES = 64 * 1024;
  private static final int SEND_HIGH_BYTES = 256 * 1024;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(
          IO_THREADS, new DefaultThreadFactory("megadb-net", true), NioIoHandler.newFactory());
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel server;

  /**
   * Starts listening.
   *
   * @param port 0 for any free one
   * @param workers where sessions work; refuses when there are too many
   * @throws IOException if the port is taken
   */
  public PgListener(int port, int messageMaxBytes, SessionFactory sessions, Executor workers)
      throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(SEND_LOW_BYTES, SEND_HIGH_BYTES))
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    connections.add(channel);
                    channel
                        .pipeline()
                        .addLast(
                            new FrameDecoder(messageMaxBytes),
                            new ConnectionHandler(sessions, workers));
                  }
                });
    try {
      server =
          bootstrap
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
              .sync()
              .channel();
    } catch (InterruptedException e) {
      loops.shutdownGracefully();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting to listen", e);
    } catch (Exception e) { // Netty throws the checked BindException unchecked
      loops.shutdownGracefully();
      throw new IOException("cannot listen on port " + port + ": " + e.getMessage(), e);
    }
  }

  /** The port listened on. */
  public int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /**
   * Stops accepting, closes all connections, waits for the network threads; for each at most
   * {@value #CLOSE_SECONDS} s, since a thread may be busy with a statement.
   */
  @Override
  public void close() {
    server.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    connections.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    loops
        .shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
