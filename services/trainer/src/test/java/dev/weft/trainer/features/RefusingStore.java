package dev.weft.trainer.features;

import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreRefusedException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.function.BiPredicate;

/** A store in memory that refuses some objects, or all. */
public final class RefusingStore {
  private final MemoryObjectStore objects = new MemoryObjectStore();
  private volatile BiPredicate<String, String> refused = (bucket, key) -> false;

  /** What lies in it, whatever it refuses. */
  public MemoryObjectStore objects() {
    return objects;
  }

  /** From now on it refuses what this says of bucket and key. */
  public void refuse(BiPredicate<String, String> next) {
    refused = next;
  }

  /** A published version, which the configured bucket always holds. */
  public RefusingStore withVersion() {
    objects.put(
        "weft", "models/clothing/1/manifest.json", "{}".getBytes(StandardCharsets.UTF_8), "text");
    return this;
  }

  /** As the trainer sees it. */
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
                throw new StoreRefusedException(
                    "AccessDenied", "refused: " + arguments[0] + "/" + arguments[1], null);
              }
              try {
                return method.invoke(objects, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
