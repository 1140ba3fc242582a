package dev.weft.client;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * The SSL context of a client that only connects without TLS. Java's default one reads all trusted
 * certificates, which takes a noticeable part of a short command's time.
 */
final class NoTls extends SSLContextSpi {

  private NoTls() {}

  static SSLContext context() {
    return new SSLContext(new NoTls(), null, "none") {};
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("this client connects to a http address only");
  }

  @Override
  protected void engineInit(KeyManager[] keys, TrustManager[] trusted, SecureRandom random)
      throws KeyManagementException {
    throw unused();
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    throw unused();
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    throw unused();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    throw unused();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    throw unused();
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    throw unused();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    throw unused();
  }
}
