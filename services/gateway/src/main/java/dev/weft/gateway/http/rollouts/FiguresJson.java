package dev.weft.gateway.http.rollouts;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Figures of versions on live images over a period. */
@Schema(name = "Figures")
public record FiguresJson(
    @Schema(description = "Start of the period; measurement windows that end later are included.")
        Instant since,
    @Schema(
            description =
                "Whether all measurements have been read; false while a gateway that has just"
                    + " started is still reading them.")
        boolean complete,
    List<VersionFiguresJson> versions) {}
