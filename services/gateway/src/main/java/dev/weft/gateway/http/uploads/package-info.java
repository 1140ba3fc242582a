/** {@code POST /v1/images}: uploads, single or several in a form, and waiting for their answers. */
package dev.weft.gateway.http.uploads;
