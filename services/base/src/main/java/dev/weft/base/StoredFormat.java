package dev.weft.base;

/**
 * The format of a document that a service stores and later releases read. A document without the
 * member {@value #MEMBER} has format {@value #FIRST}. Members may be added within a format, since
 * readers ignore those that they do not know; any other change is a new format, which releases that
 * do not know it refuse, instead of misreading it.
 */
public final class StoredFormat {
  /** The member of a document that has its format. */
  public static final String MEMBER = "format";

  /** The format of documents that state none. */
  public static final int FIRST = 1;

  private StoredFormat() {}

  /**
   * Refuses a document of a later release.
   *
   * @param document where it is stored, for the message
   * @param format the document's
   * @param known the newest format that the caller reads
   * @throws UnknownFormatException if the document's format is newer, or no format
   */
  public static void require(String document, int format, int known) {
    if (format < FIRST || format > known) {
      throw new UnknownFormatException(
          "%s has format %d, but this release of Weft supports formats %d to %d: it was written by a later release; upgrade this service"
              .formatted(document, format, FIRST, known));
    }
  }

  /** A document was written by a later release. */
  public static final class UnknownFormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownFormatException(String message) {
      super(message);
    }
  }
}
