package dev.weft.standalone.access;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;

/** An OpenID Connect provider: its discovery document, its key, and the tokens that it signs. */
final class Issuer implements AutoCloseable {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final HttpServer server;
  private final KeyPair keys;

  Issuer() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      keys = generator.generateKeyPair();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    server.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/jwks\", \"token_endpoint\": \"%s/token\"}"
                    .formatted(address(), address(), address())));
    server.createContext("/jwks", exchange -> answer(exchange, jwks()));
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Creates a token for Weft.
   *
   * @param role role in the claim {@code groups}
   * @param expires time at which the token expires
   */
  String token(String subject, String role, Instant expires) {
    return token(subject, role, expires, "weft");
  }

  /**
   * Creates a token.
   *
   * @param audience client that the token is for
   */
  String token(String subject, String role, Instant expires, String audience) {
    String head = "{\"alg\": \"RS256\", \"typ\": \"JWT\", \"kid\": \"1\"}";
    String claims =
        "{\"iss\": \"%s\", \"sub\": \"%s\", \"aud\": \"%s\", \"iat\": %d, \"exp\": %d, \"weft\": {\"groups\": [\"staff\", \"%s\"]}}"
            .formatted(
                address(),
                subject,
                audience,
                expires.minusSeconds(600).getEpochSecond(),
                expires.getEpochSecond(),
                role);
    String signed = encoded(head) + "." + encoded(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String jwks() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return "{\"keys\": [{\"kty\": \"RSA\", \"use\": \"sig\", \"alg\": \"RS256\", \"kid\": \"1\", \"n\": \"%s\", \"e\": \"%s\"}]}"
        .formatted(number(key.getModulus()), number(key.getPublicExponent()));
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int sign = bytes[0] == 0 ? 1 : 0;
    return BASE64.encodeToString(java.util.Arrays.copyOfRange(bytes, sign, bytes.length));
  }

  private static String encoded(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
