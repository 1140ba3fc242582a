/** {@code /v1/models}: models and their published versions. */
package dev.weft.gateway.http.models;
