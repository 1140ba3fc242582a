package dev.weft.client.figures;

import java.time.Instant;
import java.util.List;

/**
 * What each version did with live images in a period of time.
 *
 * @param since start of the period; windows that end after it are included
 * @param complete whether all measurements are included; false while a gateway that has just
 *     started is still reading them
 * @param versions one entry for each version with activity
 */
public record Figures(Instant since, boolean complete, List<VersionFigures> versions) {}
