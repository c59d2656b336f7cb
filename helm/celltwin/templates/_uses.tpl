{{/*
What a part's configuration, files and connections are for each thing that it uses: see celltwin.uses. Keys are those of the
parts' documented configuration.
*/}}

{{- define "celltwin.use.http" -}}
settings:
  quarkus.http.host: 0.0.0.0
{{- end -}}

{{- define "celltwin.use.models" -}}
{{- with .root.Values.models.existingConfigMap -}}
settings:
  celltwin.models.directory: /etc/celltwin/models
files:
  - {name: models, path: /etc/celltwin/models, configMap: {{ . }}}
{{- else -}}
{}
{{- end -}}
{{- end -}}

{{- define "celltwin.use.modelsUrl" -}}
settings:
  celltwin.models.url: {{ include "celltwin.modelsUrl" .root }}
{{- end -}}

{{- define "celltwin.kafkaServers" -}}
{{- if .Values.kafka.bootstrapServers -}}
{{- .Values.kafka.bootstrapServers -}}
{{- else if .Values.strimzi.enabled -}}
{{- printf "%s-kafka-bootstrap:9093" (include "celltwin.kafkaCluster" .) -}}
{{- else -}}
{{- fail "kafka.bootstrapServers is needed, or strimzi.enabled" -}}
{{- end -}}
{{- end -}}

{{- define "celltwin.use.kafka" -}}
{{- $kafka := .root.Values.kafka -}}
{{- $strimzi := .root.Values.strimzi.enabled -}}
{{- $servers := include "celltwin.kafkaServers" .root -}}
{{- $protocol := $kafka.securityProtocol -}}
{{- $ca := $kafka.tls.existingSecret | default (ternary (printf "%s-cluster-ca-cert" (include "celltwin.kafkaCluster" .root)) "" $strimzi) -}}
settings:
  kafka.bootstrap.servers: {{ $servers }}
  kafka.security.protocol: {{ $protocol }}
  {{- if hasPrefix "SASL_" $protocol }}
  kafka.sasl.mechanism: {{ $kafka.sasl.mechanism }}
  {{- end }}
  {{- if and (hasSuffix "SSL" $protocol) $ca }}
  kafka.ssl.truststore.type: PEM
  kafka.ssl.truststore.location: /etc/celltwin/kafka-ca/ca.crt
  {{- end }}
  {{- if eq "SSL" $protocol }}
  kafka.ssl.keystore.type: PKCS12
  kafka.ssl.keystore.location: /etc/celltwin/kafka-client/user.p12
  {{- end }}
secrets:
  {{- if hasPrefix "SASL_" $protocol }}
  {{- $user := $kafka.sasl.existingSecret | default (ternary (include "celltwin.named" (dict "root" .root "suffix" "kafka-user")) "" $strimzi) }}
  kafka.sasl.jaas.config: {name: {{ required "kafka.sasl.existingSecret is needed with kafka.securityProtocol SASL_*" $user }}, key: sasl.jaas.config}
  {{- else if eq "SSL" $protocol }}
  kafka.ssl.keystore.password: {name: {{ required "kafka.tls.clientExistingSecret is needed with kafka.securityProtocol SSL" $kafka.tls.clientExistingSecret }}, key: user.password}
  {{- end }}
files:
  {{- if and (hasSuffix "SSL" $protocol) $ca }}
  - {name: kafka-ca, path: /etc/celltwin/kafka-ca, secret: {{ $ca }}}
  {{- end }}
  {{- if eq "SSL" $protocol }}
  - {name: kafka-client, path: /etc/celltwin/kafka-client, secret: {{ $kafka.tls.clientExistingSecret }}}
  {{- end }}
ports:
  {{- range splitList "," $servers }}
  - {{ include "celltwin.port" (trim .) | quote }}
  {{- end }}
{{- end -}}

{{- define "celltwin.use.hono" -}}
{{- $hono := .root.Values.hono -}}
{{- $secret := required "hono.auth.existingSecret is needed: the adapters' accounts" $hono.auth.existingSecret -}}
settings:
  celltwin.registry.http-url: {{ $hono.registry.httpUrl }}
  celltwin.registry.amqp-host: {{ $hono.registry.amqpHost }}
  celltwin.registry.amqp-port: {{ $hono.registry.amqpPort }}
  celltwin.registry.amqp-tls: {{ $hono.tls.enabled }}
  celltwin.command-router.amqp-host: {{ $hono.commandRouter.amqpHost }}
  celltwin.command-router.amqp-port: {{ $hono.commandRouter.amqpPort }}
  {{- if and $hono.tls.enabled $hono.tls.existingSecret }}
  celltwin.registry.trust-store: /etc/celltwin/hono-ca/ca.crt
  {{- end }}
secrets:
  celltwin.registry.username: {name: {{ $secret }}, key: {{ .part }}.username}
  celltwin.registry.password: {name: {{ $secret }}, key: {{ .part }}.password}
  {{- with $hono.registry.managementExistingSecret }}
  celltwin.registry.http-username: {name: {{ . }}, key: username}
  celltwin.registry.http-password: {name: {{ . }}, key: password}
  {{- end }}
files:
  {{- if and $hono.tls.enabled $hono.tls.existingSecret }}
  - {name: hono-ca, path: /etc/celltwin/hono-ca, secret: {{ $hono.tls.existingSecret }}}
  {{- end }}
ports:
  - {{ include "celltwin.port" $hono.registry.httpUrl | quote }}
  - {{ $hono.registry.amqpPort | toString | quote }}
  - {{ $hono.commandRouter.amqpPort | toString | quote }}
{{- end -}}

{{/* Devices are reached at any port of their networks: see the network policies. */}}
{{- define "celltwin.use.devices" -}}
ports: []
{{- end -}}

{{/*
What an OPC-UA adapter proves itself with and whom it trusts. It also keeps the certificates that it has rejected, so the
directory can be written; what comes from secrets cannot.
*/}}
{{- define "celltwin.use.certificates" -}}
{{- $opcua := .root.Values.opcua -}}
settings:
  celltwin.opcua.directory: /var/lib/celltwin/opcua
files:
  - {name: opcua, path: /var/lib/celltwin/opcua, size: 64Mi, writable: true}
  {{- with $opcua.certificateExistingSecret }}
  - {name: opcua-certificate, path: /var/lib/celltwin/opcua/client-key.der, subPath: client-key.der, secret: {{ . }}}
  - {name: opcua-certificate, path: /var/lib/celltwin/opcua/client-certificate.der, subPath: client-certificate.der, secret: {{ . }}}
  {{- end }}
  {{- with $opcua.trustedExistingSecret }}
  - {name: opcua-trusted, path: /var/lib/celltwin/opcua/trusted/certs, secret: {{ . }}}
  {{- end }}
{{- end -}}

{{- define "celltwin.use.policies" -}}
settings:
  {{- range $role, $subjects := .root.Values.policy.subjects }}
  celltwin.policy.subjects.{{ $role }}: {{ join "," $subjects | quote }}
  {{- else }} {}
  {{- end }}
{{- end -}}

{{- define "celltwin.dittoSecret" -}}
{{- required "ditto.auth.existingSecret is needed: the apps' accounts at Ditto" .Values.ditto.auth.existingSecret -}}
{{- end -}}

{{- define "celltwin.use.ditto" -}}
{{- $ditto := .root.Values.ditto -}}
settings:
  celltwin.ditto.url: {{ $ditto.url }}
  {{- with $ditto.websocketUrl }}
  celltwin.ditto.websocket-url: {{ . }}
  {{- end }}
  {{- if eq $ditto.auth.type "oauth2" }}
  celltwin.ditto.token-url: {{ $ditto.auth.tokenUrl }}
  {{- end }}
secrets:
  celltwin.{{ .part }}.username: {name: {{ include "celltwin.dittoSecret" .root }}, key: {{ .part }}.username}
  celltwin.{{ .part }}.password: {name: {{ include "celltwin.dittoSecret" .root }}, key: {{ .part }}.password}
ports:
  - {{ include "celltwin.port" $ditto.url | quote }}
  {{- with $ditto.websocketUrl }}
  - {{ include "celltwin.port" . | quote }}
  {{- end }}
  {{- if eq $ditto.auth.type "oauth2" }}
  - {{ include "celltwin.port" (required "ditto.auth.tokenUrl is needed with ditto.auth.type oauth2" $ditto.auth.tokenUrl) | quote }}
  {{- end }}
{{- end -}}

{{/* How apps hear of the changes of twins. */}}
{{- define "celltwin.use.changes" -}}
{{- if eq .root.Values.ditto.changes "kafka" -}}
{{- $kafka := include "celltwin.use.kafka" . | fromYaml -}}
{{- $_ := set $kafka.settings "celltwin.ditto.changes" "kafka" -}}
{{- $_ := set $kafka.settings "celltwin.ditto.topic.name" (printf "celltwin.twin-events.%s" .root.Values.plant.tenant) -}}
{{- $_ := set $kafka.settings "celltwin.ditto.topic.group-id" (printf "%s-%s" .part .root.Values.plant.tenant) -}}
{{- $kafka | toYaml -}}
{{- else -}}
{{- $most := ternary .values.autoscaling.maxReplicas .values.replicas .values.autoscaling.enabled -}}
{{- if gt (int $most) 1 -}}
{{- fail (printf "%s: with ditto.changes websocket every replica would do all the work: set replicas to 1, or ditto.changes to kafka" .part) -}}
{{- end -}}
settings:
  celltwin.ditto.changes: websocket
{{- end -}}
{{- end -}}

{{/* The topic that the history is made of. */}}
{{- define "celltwin.use.twinEvents" -}}
{{- $most := ternary .values.autoscaling.maxReplicas .values.replicas .values.autoscaling.enabled -}}
{{- if gt (int $most) 1 -}}
{{- fail (printf "%s: one alone may write a history: set replicas to 1 and autoscaling.enabled to false" .part) -}}
{{- end -}}
{{- $kafka := include "celltwin.use.kafka" . | fromYaml -}}
{{- $_ := set $kafka.settings "celltwin.ditto.topic.name" (printf "celltwin.twin-events.%s" .root.Values.plant.tenant) -}}
{{- $kafka | toYaml -}}
{{- end -}}

{{/* Ditto is asked with the credentials of whoever asks. */}}
{{- define "celltwin.use.callers" -}}
settings:
  celltwin.ditto.url: {{ .root.Values.ditto.url }}
ports:
  - {{ include "celltwin.port" .root.Values.ditto.url | quote }}
{{- end -}}

{{- define "celltwin.use.postgresql" -}}
{{- $postgresql := .root.Values.postgresql -}}
{{- $secret := required "postgresql.existingSecret is needed with postgresql.url: the owner of the history's tables" $postgresql.existingSecret -}}
settings:
  celltwin.history.database.url: {{ $postgresql.url }}
secrets:
  celltwin.history.database.username: {name: {{ $secret }}, key: username}
  celltwin.history.database.password: {name: {{ $secret }}, key: password}
ports:
  - {{ $postgresql.port | toString | quote }}
{{- end -}}

{{- define "celltwin.mongodbSecret" -}}
{{- if .Values.mongodb.existingSecret -}}
{{- .Values.mongodb.existingSecret -}}
{{- else if .Values.mongodb.operator.enabled -}}
{{- printf "%s-celltwin" (include "celltwin.mongodb" .) -}}
{{- else -}}
{{- fail "mongodb.existingSecret is needed, or mongodb.operator.enabled" -}}
{{- end -}}
{{- end -}}

{{/*
The keys by which records are sealed, tree heads signed and trade secrets encrypted: the same for all replicas, which keep a copy of the log each
and make it anew from the records where it is gone.
*/}}
{{- define "celltwin.use.recordLog" -}}
{{- $log := .root.Values.recordLog -}}
settings:
  celltwin.lifecycle-records.log.directory: /var/lib/celltwin/record-log
  celltwin.lifecycle-records.log.key: /etc/celltwin/record-log/key.pem
  celltwin.lifecycle-records.encryption.file: /etc/celltwin/record-log/core-keys
  {{- with $log.topic }}
  celltwin.lifecycle-records.log.topic: {{ . }}
  {{- end }}
  {{- with .root.Values.passport.url }}
  celltwin.lifecycle-records.passport-url: {{ . }}
  {{- end }}
files:
  - {name: record-log, path: /var/lib/celltwin/record-log, size: {{ $log.size }}, writable: true}
  - {name: record-log-key, path: /etc/celltwin/record-log, secret: {{ required "recordLog.keyExistingSecret is needed: the key by which lifecycle records are sealed" $log.keyExistingSecret }}}
{{- end -}}

{{- define "celltwin.use.mongodb" -}}
settings:
  celltwin.lifecycle-records.database: {{ .root.Values.mongodb.database }}
secrets:
  quarkus.mongodb.connection-string: {name: {{ include "celltwin.mongodbSecret" .root }}, key: {{ .root.Values.mongodb.secretKey }}}
ports:
  - {{ .root.Values.mongodb.port | toString | quote }}
{{- end -}}

{{/* Who may come in. */}}
{{- define "celltwin.use.people" -}}
{{- $oidc := .root.Values.oidc -}}
{{- $session := required "signIn.sessionExistingSecret is needed: the key of session cookies" .root.Values.signIn.sessionExistingSecret -}}
{{- if $oidc.enabled -}}
settings:
  quarkus.oidc.tenant-enabled: true
  quarkus.oidc.auth-server-url: {{ required "oidc.authServerUrl is needed with oidc.enabled" $oidc.authServerUrl }}
  quarkus.oidc.client-id: {{ $oidc.clientId }}
  quarkus.oidc.roles.role-claim-path: {{ $oidc.rolesClaim }}
  {{- with $oidc.audience }}
  quarkus.oidc.token.audience: {{ . }}
  {{- end }}
secrets:
  quarkus.oidc.credentials.secret: {name: {{ required "oidc.existingSecret is needed with oidc.enabled" $oidc.existingSecret }}, key: client-secret}
  quarkus.oidc.token-state-manager.encryption-secret: {name: {{ $session }}, key: encryption-key}
ports:
  - {{ include "celltwin.port" $oidc.authServerUrl | quote }}
{{- else -}}
settings:
  celltwin.users.file: /etc/celltwin/users/users.properties
secrets:
  quarkus.http.auth.session.encryption-key: {name: {{ $session }}, key: encryption-key}
files:
  - {name: users, path: /etc/celltwin/users, secret: {{ required "signIn.usersExistingSecret is needed, or oidc.enabled" .root.Values.signIn.usersExistingSecret }}}
{{- end -}}
{{- end -}}

{{/* A proxy in front says by headers how the page was asked for, which a way back from the provider needs to know. */}}
{{- define "celltwin.use.proxied" -}}
settings:
  quarkus.http.proxy.proxy-address-forwarding: {{ or .root.Values.ingress.enabled .root.Values.gateway.enabled }}
{{- end -}}

{{/* What the console passes requests on to. */}}
{{- define "celltwin.use.upstreams" -}}
settings:
  celltwin.console.ditto-url: {{ .root.Values.ditto.url }}
  {{- if (include "celltwin.partValues" (dict "root" .root "key" "lifecycleRecords") | fromYaml).enabled }}
  celltwin.console.lifecycle-url: http://{{ include "celltwin.named" (dict "root" .root "suffix" "lifecycle-records") }}:8080
  {{- end }}
  {{- if (include "celltwin.partValues" (dict "root" .root "key" "history") | fromYaml).enabled }}
  celltwin.console.history-url: http://{{ include "celltwin.named" (dict "root" .root "suffix" "history") }}:8080
  {{- end }}
ports:
  - {{ include "celltwin.port" .root.Values.ditto.url | quote }}
  - "8080"
{{- end -}}

{{/* What the bootstrap job sets up, and as whom. */}}
{{- define "celltwin.use.bootstrap" -}}
{{- $v := .root.Values -}}
{{- $kafka := include "celltwin.use.kafka" . | fromYaml -}}
{{- $dittoUser := $v.bootstrap.kafka.existingSecret | default (ternary (include "celltwin.named" (dict "root" .root "suffix" "ditto-user")) "" $v.strimzi.enabled) -}}
{{- $ditto := include "celltwin.dittoSecret" .root -}}
settings:
  celltwin.bootstrap.tenant: {{ $v.plant.tenant }}
  celltwin.bootstrap.deadline: {{ $v.bootstrap.deadline }}
  celltwin.bootstrap.registry.url: {{ $v.hono.registry.httpUrl }}
  celltwin.bootstrap.ditto.url: {{ $v.ditto.url }}
  {{- if eq $v.ditto.auth.type "oauth2" }}
  celltwin.bootstrap.ditto.token-endpoint: {{ $v.ditto.auth.tokenUrl }}
  {{- end }}
  celltwin.bootstrap.models-url: {{ include "celltwin.modelsUrl" .root }}
  celltwin.bootstrap.consumers: {{ include "celltwin.valueConsumers" .root }}
  celltwin.bootstrap.topics.create: {{ not $v.strimzi.enabled }}
  celltwin.bootstrap.kafka.tls: {{ hasSuffix "SSL" $v.kafka.securityProtocol }}
  {{- with index $kafka.settings "kafka.ssl.truststore.location" }}
  celltwin.bootstrap.kafka.ca-file: {{ . }}
  {{- end }}
  {{- if hasPrefix "SASL_" $v.kafka.securityProtocol }}
  celltwin.bootstrap.kafka.sasl-mechanism: {{ lower $v.kafka.sasl.mechanism }}
  {{- if and $v.strimzi.enabled (not $v.bootstrap.kafka.existingSecret) }}
  celltwin.bootstrap.kafka.username: {{ $dittoUser }}
  {{- end }}
  {{- end }}
  {{- if $v.bootstrap.partnerConnections }}
  celltwin.bootstrap.partner-connections: /etc/celltwin/partner-connections
  {{- end }}
secrets:
  celltwin.bootstrap.ditto.username: {name: {{ $ditto }}, key: bootstrap.username}
  celltwin.bootstrap.ditto.password: {name: {{ $ditto }}, key: bootstrap.password}
  {{- with $v.ditto.devops.existingSecret }}
  celltwin.bootstrap.ditto.devops-username: {name: {{ . }}, key: username}
  celltwin.bootstrap.ditto.devops-password: {name: {{ . }}, key: password}
  {{- end }}
  {{- with $v.hono.registry.managementExistingSecret }}
  celltwin.bootstrap.registry.username: {name: {{ . }}, key: username}
  celltwin.bootstrap.registry.password: {name: {{ . }}, key: password}
  {{- end }}
  {{- if hasPrefix "SASL_" $v.kafka.securityProtocol }}
  {{- $_ := required "bootstrap.kafka.existingSecret is needed: Ditto's account at Kafka" $dittoUser }}
  {{- if not (and $v.strimzi.enabled (not $v.bootstrap.kafka.existingSecret)) }}
  celltwin.bootstrap.kafka.username: {name: {{ $dittoUser }}, key: username}
  {{- end }}
  celltwin.bootstrap.kafka.password: {name: {{ $dittoUser }}, key: password}
  {{- end }}
files:
  {{- if $v.bootstrap.partnerConnections }}
  - {name: partner-connections, path: /etc/celltwin/partner-connections, configMap: {{ include "celltwin.named" (dict "root" .root "suffix" "connections") }}}
  {{- end }}
ports:
  - {{ include "celltwin.port" $v.ditto.url | quote }}
  - {{ include "celltwin.port" $v.hono.registry.httpUrl | quote }}
  - {{ include "celltwin.port" (include "celltwin.modelsUrl" .root) | quote }}
  {{- if eq $v.ditto.auth.type "oauth2" }}
  - {{ include "celltwin.port" (required "ditto.auth.tokenUrl is needed with ditto.auth.type oauth2" $v.ditto.auth.tokenUrl) | quote }}
  {{- end }}
{{- end -}}
