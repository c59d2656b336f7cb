{{/*
Every part of Celltwin: the key of its values and what it uses. What a use means for the configuration, files and connections
of a part is said once, by the template celltwin.use.<use>.
*/}}
{{- define "celltwin.parts" -}}
modbus-adapter: {values: modbusAdapter, uses: [http, models, modelsUrl, policies, kafka, hono, devices]}
opcua-adapter: {values: opcuaAdapter, uses: [http, models, modelsUrl, policies, kafka, hono, devices, certificates]}
battery-health: {values: batteryHealth, uses: [http, models, ditto, changes]}
predictive-maintenance: {values: predictiveMaintenance, uses: [http, models, ditto, changes]}
lifecycle-records: {values: lifecycleRecords, uses: [http, models, modelsUrl, policies, ditto, changes, mongodb, recordLog, people]}
history: {values: history, uses: [http, models, twinEvents, callers, postgresql]}
console: {values: console, uses: [http, models, modelsUrl, people, proxied, upstreams]}
bootstrap: {values: bootstrap, uses: [models, policies, kafka, bootstrap], job: true}
{{- end -}}

{{/* The values of a part: the defaults, and over them its own. A history needs a database, without one there is none. */}}
{{- define "celltwin.partValues" -}}
{{- $own := deepCopy (get .root.Values .key) -}}
{{- if and (eq .key "history") (not .root.Values.postgresql.url) -}}
{{- $_ := set $own "enabled" false -}}
{{- end -}}
{{- mergeOverwrite (deepCopy .root.Values.defaults) $own | toYaml -}}
{{- end -}}

{{- define "celltwin.fewestReplicas" -}}
{{- ternary .autoscaling.minReplicas .replicas .autoscaling.enabled -}}
{{- end -}}

{{/* The environment variable of a configuration key, by the rule of MicroProfile Config. */}}
{{- define "celltwin.variable" -}}
{{- regexReplaceAll "[^A-Za-z0-9]" . "_" | upper -}}
{{- end -}}

{{/*
Everything that a part uses, as one document:
  settings: configuration keys and their values
  secrets: configuration keys and the secret and key where their values stand
  files: volumes and where they are mounted
  ports: TCP ports that it connects to
*/}}
{{- define "celltwin.uses" -}}
{{- $all := dict "settings" dict "secrets" dict "files" list "ports" list -}}
{{- range .uses -}}
{{- $use := include (printf "celltwin.use.%s" .) $ | fromYaml -}}
{{- if $use.Error -}}{{- fail (printf "celltwin.use.%s: %s" . $use.Error) -}}{{- end -}}
{{- $_ := mergeOverwrite $all.settings ($use.settings | default dict) -}}
{{- $_ := mergeOverwrite $all.secrets ($use.secrets | default dict) -}}
{{- $_ := set $all "files" (concat $all.files ($use.files | default list)) -}}
{{- $_ := set $all "ports" (concat $all.ports ($use.ports | default list)) -}}
{{- end -}}
{{- with .root.Values.trustStore.existingSecret -}}
{{- $_ := set $all "files" (append $all.files (dict "name" "trust-store" "path" "/etc/celltwin/trust-store" "secret" .)) -}}
{{- end -}}
{{- with .values.configExistingSecret -}}
{{- $_ := set $all "files" (append $all.files (dict "name" "config" "path" "/deployments/config" "secret" .)) -}}
{{- end -}}
{{- range $key, $value := .values.settings -}}
{{- $_ := unset $all.secrets $key -}}
{{- $_ := set $all.settings $key $value -}}
{{- end -}}
{{- $_ := set $all "ports" (uniq $all.ports | sortAlpha) -}}
{{- $all | toYaml -}}
{{- end -}}

{{- define "celltwin.environment" -}}
{{- range $key, $value := .uses.settings }}
- name: {{ include "celltwin.variable" $key }}
  value: {{ toString $value | quote }}
{{- end }}
{{- range $key, $ref := .uses.secrets }}
- name: {{ include "celltwin.variable" $key }}
  valueFrom:
    secretKeyRef:
      name: {{ $ref.name }}
      key: {{ $ref.key }}
{{- end }}
- name: JAVA_TOOL_OPTIONS
  value: {{ include "celltwin.javaOptions" . | quote }}
{{- end -}}

{{/* The password of the trust store protects nothing: it holds certificates only. Java wants one all the same. */}}
{{- define "celltwin.javaOptions" -}}
-XX:MaxRAMPercentage=65 -XX:+ExitOnOutOfMemoryError
{{- if .root.Values.trustStore.existingSecret }} -Djavax.net.ssl.trustStore=/etc/celltwin/trust-store/truststore.p12 -Djavax.net.ssl.trustStoreType=PKCS12 -Djavax.net.ssl.trustStorePassword=changeit{{ end }}
{{- with .values.javaOptions }} {{ . }}{{ end }}
{{- end -}}

{{/* The pod of a part: the same for deployments and jobs. */}}
{{- define "celltwin.pod" -}}
{{- $uses := include "celltwin.uses" . | fromYaml -}}
{{- $ctx := merge (dict "uses" $uses) . -}}
automountServiceAccountToken: false
{{- /* Kubernetes would add variables such as CELLTWIN_CONSOLE_PORT and KAFKA_PORT, which are configuration keys, too. */}}
enableServiceLinks: false
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  {{- include "celltwin.podSecurity" . | nindent 2 }}
{{- with .values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if .job }}
restartPolicy: OnFailure
{{- else }}
topologySpreadConstraints:
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "celltwin.selector" $ | nindent 8 }}
  {{- end }}
{{- end }}
terminationGracePeriodSeconds: 30
containers:
  - name: {{ .part }}
    image: {{ printf "%s/%s:%s" .root.Values.image.repository .part (.root.Values.image.tag | default .root.Chart.AppVersion) }}
    imagePullPolicy: {{ .root.Values.image.pullPolicy }}
    securityContext:
      {{- include "celltwin.containerSecurity" . | nindent 6 }}
    env:
      {{- include "celltwin.environment" $ctx | trim | nindent 6 }}
    {{- with .values.partnerExistingSecret }}
    envFrom:
      - secretRef: {name: {{ . }}}
    {{- end }}
    {{- if not .job }}
    ports:
      - name: http
        containerPort: 8080
    startupProbe:
      httpGet: {path: /q/health/started, port: http}
      periodSeconds: 2
      failureThreshold: 60
    livenessProbe:
      httpGet: {path: /q/health/live, port: http}
      periodSeconds: 10
      timeoutSeconds: 3
    readinessProbe:
      httpGet: {path: /q/health/ready, port: http}
      periodSeconds: 5
      timeoutSeconds: 3
    {{- /* Requests still come for a moment after the pod was told to end. */}}
    lifecycle:
      preStop:
        sleep: {seconds: 3}
    {{- end }}
    resources:
      {{- toYaml .values.resources | nindent 6 }}
    volumeMounts:
      - {name: tmp, mountPath: /tmp}
      {{- range $uses.files }}
      - name: {{ .name }}
        mountPath: {{ .path }}
        {{- with .subPath }}
        subPath: {{ . }}
        {{- end }}
        {{- if not .writable }}
        readOnly: true
        {{- end }}
      {{- end }}
volumes:
  - name: tmp
    emptyDir: {sizeLimit: 256Mi}
  {{- $declared := list -}}
  {{- range $uses.files }}
  {{- if not (has .name $declared) }}
  - name: {{ .name }}
    {{- if .secret }}
    secret:
      secretName: {{ .secret }}
      defaultMode: 0440
    {{- else if .configMap }}
    configMap:
      name: {{ .configMap }}
    {{- else }}
    emptyDir: {sizeLimit: {{ .size }}}
    {{- end }}
  {{- $declared = append $declared .name }}
  {{- end }}
  {{- end }}
{{- end -}}

{{- define "celltwin.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "celltwin.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: {drop: [ALL]}
seccompProfile: {type: RuntimeDefault}
{{- end -}}
