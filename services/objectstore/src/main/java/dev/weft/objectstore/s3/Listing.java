package dev.weft.objectstore.s3;

import dev.weft.objectstore.StoredObject;
import io.minio.Result;
import io.minio.messages.Item;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * Iterates over the objects of a listing, without the folders that some stores include. Not
 * thread-safe.
 */
final class Listing implements Iterator<StoredObject> {
  private final Iterator<Result<Item>> items;
  private final Function<Exception, RuntimeException> translate;
  private StoredObject next;

  Listing(Iterator<Result<Item>> items, Function<Exception, RuntimeException> translate) {
    this.items = items;
    this.translate = translate;
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null && items.hasNext()) {
        Item item = items.next().get();
        next = item.isDir() ? null : StoredObjects.of(item);
      }
      return next != null;
    } catch (Exception e) {
      throw translate.apply(e);
    }
  }

  @Override
  public StoredObject next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    StoredObject current = next;
    next = null;
    return current;
  }
}
