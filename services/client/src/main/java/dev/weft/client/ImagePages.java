package dev.weft.client;

import dev.weft.client.image.Image;
import dev.weft.client.image.ImageList;
import dev.weft.client.image.ImageQuery;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Iterates over the images of a server, newest first, fetching a page at a time. */
final class ImagePages implements Iterator<Image> {
  private static final int PAGE = 200;

  private final ImageClient client;
  private final ImageQuery query;
  private Iterator<Image> page;
  private String next;

  ImagePages(ImageClient client, ImageQuery query) {
    this.client = client;
    this.query = query.limit() == null ? query.limit(PAGE) : query;
    this.next = query.cursor();
  }

  @Override
  public boolean hasNext() {
    while (page == null || !page.hasNext() && next != null) {
      ImageList list = client.list(query.after(next));
      page = list.images().iterator();
      next = list.next();
    }
    return page.hasNext();
  }

  @Override
  public Image next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.next();
  }
}
