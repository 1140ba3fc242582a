package dev.weft.access.http;

import dev.weft.access.file.WatchedFile;
import dev.weft.access.key.HashedKey;
import dev.weft.access.key.Keys;
import dev.weft.access.rule.Rules;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/**
 * The configured access control: whether authentication is required, and the keys that are valid
 * now.
 */
@Singleton
public class Access {

  private final Rules rules;
  private final boolean tokens;
  private final Optional<WatchedFile<Keys>> keys;
  private final Optional<WatchedFile<String>> replicaKey;

  @Inject
  Access(AccessConfig config) {
    rules = Rules.table(config.metrics() == AccessConfig.Metrics.ANYONE);
    tokens = config.oidc().enabled();
    keys = config.keysFile().map(file -> WatchedFile.open(file, config.reread(), Keys::parse));
    replicaKey =
        config.replicaKeyFile().map(file -> WatchedFile.open(file, config.reread(), String::strip));
  }

  /** Whether requests need a key or a token. */
  public boolean isRequired() {
    return tokens || keys.isPresent();
  }

  /** The key with a given text; empty if it is unknown or expired. */
  public Optional<HashedKey> find(String text) {
    return keys.flatMap(file -> file.get().find(text, Instant.now()));
  }

  /** Whether a key that was found before is still valid. */
  boolean holds(HashedKey key) {
    return keys.filter(file -> file.get().holds(key, Instant.now())).isPresent();
  }

  /** Whether there are any keys, or tokens are accepted. */
  boolean isUsable() {
    return tokens || keys.filter(file -> !file.get().all().isEmpty()).isPresent();
  }

  /** The key by which this process authenticates to other replicas; a secret. */
  public Optional<String> replicaKey() {
    return replicaKey.map(WatchedFile::get).filter(text -> !text.isEmpty());
  }

  Rules rules() {
    return rules;
  }

  @PreDestroy
  void close() {
    keys.ifPresent(WatchedFile::close);
    replicaKey.ifPresent(WatchedFile::close);
  }
}
