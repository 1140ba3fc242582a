package dev.weft.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Properties;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A server's TLS identity and the authority of the client certificates that it accepts: files as
 * {@code deploy/generate-certificates} creates them.
 *
 * @param store PKCS12 file with its key and certificate
 * @param password file with the password of that
 * @param authority PEM file of the authority that signs client certificates
 */
public record ServerTls(Path store, Path password, Path authority) {

  /** The files of a server's folder. */
  public static ServerTls in(Path folder) {
    return new ServerTls(
        folder.resolve("user.p12"), folder.resolve("user.password"), folder.resolve("ca.crt"));
  }

  /** The settings of Kafka's clients and brokers. */
  Properties toProperties() {
    var p = new Properties();
    p.setProperty("ssl.keystore.type", "PKCS12");
    p.setProperty("ssl.keystore.location", store.toString());
    p.setProperty("ssl.keystore.password", secret());
    p.setProperty("ssl.truststore.type", "PEM");
    p.setProperty("ssl.truststore.location", authority.toString());
    return p;
  }

  /** The context of a server that does not request client certificates. */
  SSLContext context() {
    try (InputStream in = Files.newInputStream(store)) {
      char[] secret = secret().toCharArray();
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, secret);
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, secret);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(store + " does not contain a usable key: " + e, e);
    }
  }

  private String secret() {
    try {
      return Files.readString(password).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException("there is no password in " + password + ": " + e, e);
    }
  }
}
