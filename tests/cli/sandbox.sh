# In its sandbox the reader cannot open, change or remove a file. Only a helper that removes
# files can remove one, and only the helper that replaces a file can create one, in its directory.
mkdir directory here
touch file here/old
"$BUILD/sandboxed" >run.out 2>run.err
equal "what the reader can do" "$(cat run.out run.err)" ""
"$BUILD/sandboxed" replaces >run.out 2>run.err
equal "what the helper that replaces can do" "$(cat run.out run.err)" "create here
rename here
remove here"
"$BUILD/sandboxed" removes >run.out 2>run.err
equal "what the helper that removes can do" "$(cat run.out run.err)" "remove
remove a directory"
equal "what is left" "$(ls -d file directory 2>/dev/null || true)" ""
