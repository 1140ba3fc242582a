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

/** Operations on images: upload, lookup, labels and explanations. Thread-safe. */
public final class ImageClient {
  private static final String BYTES = "application/octet-stream";

  private final Transport transport;

  ImageClient(Transport transport) {
    this.transport = transport;
  }

  /**
   * Uploads an image. Retries use the same id and so never create a second image.
   *
   * @return the image; with its answer if the server was asked to wait and the answer came in time,
   *     or if the image already existed
   * @throws WeftException if the server refuses the image or cannot be reached, or the file cannot
   *     be read
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

  /** Returns an image; empty if the server does not know the id. */
  public Optional<Image> find(String id) {
    return transport.find(Operations.IMAGE.call(id));
  }

  /** Returns a page of images. */
  public ImageList list(ImageQuery query) {
    return transport.send(Operations.IMAGES.call().query(query));
  }

  /** Iterates over all images that match the query; fetches a page at a time. */
  public Iterator<Image> all(ImageQuery query) {
    return new ImagePages(this, query);
  }

  /**
   * Copies an image's bytes into a file, retrying if a connection breaks.
   *
   * @return the response's content type; empty if it has none
   * @throws IOException if the file cannot be written
   */
  public String download(String id, Path file) throws IOException {
    return new Download(transport, Operations.CONTENT.call(id)).to(file);
  }

  /** Returns the address of an image's bytes, for other HTTP clients. */
  public URI contentAddress(String id) {
    return transport.server().resolve(Operations.CONTENT.call(id).path());
  }

  /** Returns an image's bytes. */
  public byte[] content(String id) {
    return transport.send(Operations.CONTENT.call(id));
  }

  /** Returns a small JPEG of an image. */
  public byte[] preview(String id, PreviewQuery query) {
    return transport.send(Operations.PREVIEW.call(id).query(query));
  }

  /** Returns how much each part of an image contributes to a label, as numbers. */
  public Explanation explanation(String id, ExplanationQuery query) {
    return transport.send(Operations.EXPLANATION.call(id).query(query));
  }

  /** Returns the same explanation as a PNG. */
  public byte[] explanationPicture(String id, ExplanationQuery query) {
    return transport.send(Operations.EXPLANATION_PICTURE.call(id).query(query));
  }

  /** Labels an image; returns its state afterwards. */
  public Image label(String id, LabelRequest label) {
    return transport.send(Operations.LABEL.call(id).json(label));
  }

  /**
   * Erases an image, or returns the progress of an erasure that was already requested: from then on
   * no list contains the image, and its object, label and cached features are removed.
   */
  public Erasure erase(String id, ErasureQuery query) {
    return transport.send(Operations.ERASE.call(id).query(query));
  }

  /**
   * Returns an image's erasure; empty if the image was not erased, or the record of it has expired.
   */
  public Optional<Erasure> erasure(String id) {
    return transport.find(Operations.ERASURE.call(id));
  }

  /** Removes an image's label. */
  public void unlabel(String id) {
    transport.send(Operations.UNLABEL.call(id));
  }
}
