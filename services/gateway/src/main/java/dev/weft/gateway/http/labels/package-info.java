/** {@code /v1/images/{id}/label} and {@code /v1/labels}, the label queue. */
package dev.weft.gateway.http.labels;
