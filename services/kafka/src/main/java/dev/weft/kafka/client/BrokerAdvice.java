package dev.weft.kafka.client;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Explains failures of brokers and of client creation to people, with the remedy. */
public final class BrokerAdvice {

  private BrokerAdvice() {}

  /** Describes a failure, without a full stop. */
  public static String of(Throwable failure) {
    String said = deepest(failure);
    if (failure instanceof SslAuthenticationException) {
      return said
          + ". One side does not trust the certificate of the other: check kafka.ssl.truststore.*"
          + " (the authority of the broker) and kafka.ssl.keystore.* (this service's certificate,"
          + " which must be signed by the broker's authority for clients)";
    }
    if (failure instanceof SaslAuthenticationException) {
      return said + ". Check kafka.sasl.mechanism and kafka.sasl.jaas.config";
    }
    if (failure instanceof AuthorizationException) {
      return said
          + ". The user lacks a permission: k8s/base/kafka/users.yaml lists the permissions that"
          + " each service needs";
    }
    if (failure instanceof org.apache.kafka.common.errors.TimeoutException
        || failure instanceof java.util.concurrent.TimeoutException) {
      return "no response in time. Check kafka.bootstrap.servers and kafka.security.protocol: a"
          + " broker that requires TLS does not respond to clients without TLS";
    }
    if (said.contains("keystore") || said.contains("truststore")) {
      return said
          + ". Check kafka.ssl.keystore.* and kafka.ssl.truststore.*: type, file and password";
    }
    return said;
  }

  /** A framework's own message seldom names the problem; its cause does. */
  private static String deepest(Throwable failure) {
    String said = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    for (Throwable at = failure.getCause(); at != null; at = at.getCause()) {
      String more = at.getMessage();
      if (more != null && !said.contains(more)) {
        said = said + ": " + more;
      }
    }
    return said.replace(KafkaException.class.getName() + ": ", "");
  }
}
