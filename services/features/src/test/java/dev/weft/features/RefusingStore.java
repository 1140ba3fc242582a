package dev.weft.features;

import dev.weft.objectstore.BucketMissingException;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreRefusedException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** An in-memory store that denies access to some objects, or all. */
public final class RefusingStore {
  private final MemoryObjectStore objects = new MemoryObjectStore();
  private volatile BiPredicate<String, String> refused = (bucket, key) -> false;

  private volatile Predicate<String> isMissing = bucket -> false;

  /** The stored objects, without the denials. */
  public MemoryObjectStore objects() {
    return objects;
  }

  /** Denies access to the objects whose bucket and key match, from now on. */
  public void refuse(BiPredicate<String, String> next) {
    refused = next;
  }

  /** Makes the matching buckets disappear, from now on. */
  public void remove(Predicate<String> buckets) {
    isMissing = buckets;
    refused = (bucket, key) -> buckets.test(bucket);
  }

  /** Puts the manifest of a published version, which the configured bucket always contains. */
  public RefusingStore withVersion() {
    objects.put(
        "weft", "models/clothing/1/manifest.json", "{}".getBytes(StandardCharsets.UTF_8), "text");
    return this;
  }

  /** The store with the denials, for the trainer. */
  public ObjectStore store() {
    return (ObjectStore)
        Proxy.newProxyInstance(
            RefusingStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              boolean isAboutKey =
                  arguments != null
                      && arguments.length > 1
                      && arguments[0] instanceof String
                      && arguments[1] instanceof String
                      && !method.getName().equals("list");
              if (isAboutKey && refused.test((String) arguments[0], (String) arguments[1])) {
                if (isMissing.test((String) arguments[0])) {
                  throw new BucketMissingException("no bucket " + arguments[0], null);
                }
                throw new StoreRefusedException(
                    "AccessDenied", "AccessDenied: " + arguments[0] + "/" + arguments[1], null);
              }
              try {
                return method.invoke(objects, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
