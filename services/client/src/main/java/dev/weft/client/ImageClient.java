package dev.weft.client;

import dev.weft.client.erasure.Erasure;
import dev.weft.client.erasure.ErasureQuery;
import dev.weft.client.image.Explanation;
import dev.weft.client.image.ExplanationQuery;
import dev.weft.client.image.Image;
import dev.weft.client.image.ImageList;
import dev.weft.client.image.ImageQuery;
import dev.weft.client.image.PreviewQuery;
import dev.weft.client.image.UploadQuery;
import dev.weft.client.label.LabelRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;

/** Images: uploads, what is known of them, their labels, and what decided. Thread-safe. */
public final class ImageClient {
  private static final String BYTES = "application/octet-stream";

  private final Transport transport;

  ImageClient(Transport transport) {
    this.transport = transport;
  }

  /**
   * Uploads an image. Tried again with the same id, it is the same image.
   *
   * @return what is known of it: with its answer if the server was asked to wait and it came in
   *     time, or if the image was there before
   * @throws WeftException also if the file cannot be read
   */
  public Image upload(Upload upload) {
    return transport.send(
        Operations.UPLOAD
            .call()
            .query(UploadQuery.of(upload.model(), upload.isForTraining(), upload.waits()))
            .header(Header.IDEMPOTENCY_KEY, upload.id())
            .header(Header.WEFT_TAGS, Tags.header(upload.tags()))
            .header(
                Header.WEFT_DEADLINE,
                upload.deadline() == null ? null : upload.deadline().toString())
            .longer(upload.waits())
            .bytes(BYTES, upload.body()));
  }

  /** What is known of an image; empty if the server knows none of this id. */
  public Optional<Image> find(String id) {
    return transport.find(Operations.IMAGE.call(id));
  }

  /** A page of images. */
  public ImageList list(ImageQuery query) {
    return transport.send(Operations.IMAGES.call().query(query));
  }

  /** All images that fit, a page at a time. */
  public Iterator<Image> all(ImageQuery query) {
    return new ImagePages(this, query);
  }

  /**
   * Copies an image's bytes into a file, in another try if a connection breaks on the way.
   *
   * @return the content type that the bytes show; empty if the server does not say
   * @throws IOException if the file cannot be written
   */
  public String download(String id, Path file) throws IOException {
    return new Download(transport, Operations.CONTENT.call(id)).to(file);
  }

  /** Where an image's bytes lie, for others to fetch. */
  public URI contentAddress(String id) {
    return transport.server().resolve(Operations.CONTENT.call(id).path());
  }

  /** An image's bytes. */
  public byte[] content(String id) {
    return transport.send(Operations.CONTENT.call(id));
  }

  /** A small JPEG of an image. */
  public byte[] preview(String id, PreviewQuery query) {
    return transport.send(Operations.PREVIEW.call(id).query(query));
  }

  /** What of an image speaks for a label, in numbers. */
  public Explanation explanation(String id, ExplanationQuery query) {
    return transport.send(Operations.EXPLANATION.call(id).query(query));
  }

  /** The same as a PNG. */
  public byte[] explanationPicture(String id, ExplanationQuery query) {
    return transport.send(Operations.EXPLANATION_PICTURE.call(id).query(query));
  }

  /** Says what an image shows; what is known of it then. */
  public Image label(String id, LabelRequest label) {
    return transport.send(Operations.LABEL.call(id).json(label));
  }

  /**
   * Forgets an image, or says how far that is if it was asked for before: no list has it from then
   * on, and its object, label and cached features are removed.
   */
  public Erasure erase(String id, ErasureQuery query) {
    return transport.send(Operations.ERASE.call(id).query(query));
  }

  /** An image's erasure; empty if it was not erased, or the server has forgotten that. */
  public Optional<Erasure> erasure(String id) {
    return transport.find(Operations.ERASURE.call(id));
  }

  /** Takes an image's label back. */
  public void unlabel(String id) {
    transport.send(Operations.UNLABEL.call(id));
  }
}
